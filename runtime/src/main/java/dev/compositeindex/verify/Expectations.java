package dev.compositeindex.verify;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.Probe;
import dev.compositeindex.catalog.ProbeRunner;
import dev.compositeindex.catalog.SecondLook;
import dev.compositeindex.registry.IndexDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out what declared indexes are in the server's words, where their declarations do not say that. */
final class Expectations {

    /** The connection is lost, or the server is going down. */
    private static final Set<String> LOST = Set.of("08", "57P");

    private final ProbeRunner server;
    private Optional<Obstacle> noProbes;

    /**
     * Those on one connection, in one transaction, which is to be rolled back afterwards.
     *
     * @param noProbes why nothing can be built to compare; empty if it can
     */
    Expectations(Connection connection, Optional<Obstacle> noProbes) {
        this.noProbes = noProbes;
        this.server = new ProbeRunner(connection, ProbeRunner.Place.TEMPORARY);
    }

    /**
     * What is to be expected of each index. All are built in one round
     * trip. A second one is needed if there are any that the server refuses, to see which part of them, or any whose
     * expressions it prints differently, to see whether they are others.
     *
     * @param indexes declared indexes, each with what is found of it, on the declared table
     * @throws SQLException if the connection is lost
     */
    Map<IndexDefinition, Expectation> of(Map<IndexDefinition, CatalogEntry.Index> indexes) throws SQLException {
        Map<IndexDefinition, Expectation> expectations = new LinkedHashMap<>();
        Map<IndexDefinition, CatalogEntry.Index> toBuild = new LinkedHashMap<>();
        indexes.forEach((index, actual) -> {
            if (DeclaredShape.isPlain(index)) {
                expectations.put(index, Expectation.written(index, Obstacle.NONE));
            } else if (noProbes.isPresent()) {
                expectations.put(index, Expectation.written(index, noProbes.get()));
            } else if (!actual.lockedBy().isEmpty()) {
                expectations.put(index, Expectation.written(index, Obstacle.locked(actual.table(), actual.lockedBy())));
            } else {
                toBuild.put(index, actual);
            }
        });
        try {
            expectations.putAll(build(toBuild));
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            // A pool may close the connection because of an error: then that is what is to be told, and not what
            // follows.
            if (server.isLost() || state.isEmpty() || LOST.stream().anyMatch(state::startsWith)) {
                throw e;
            }
            // The transaction is aborted: there is nothing more to be asked.
            Obstacle obstacle = Obstacle.nothingTemporary(state, message(e));
            noProbes = Optional.of(obstacle);
            toBuild.keySet().forEach(index -> expectations.put(index, Expectation.written(index, obstacle)));
        }
        return expectations;
    }

    private Map<IndexDefinition, Expectation> build(Map<IndexDefinition, CatalogEntry.Index> indexes)
            throws SQLException {
        Map<IndexDefinition, Expectation> expectations = new LinkedHashMap<>();
        List<RefusedIndex> refused = new ArrayList<>();
        Map<IndexDefinition, SecondLook> looks = new LinkedHashMap<>();
        Map<IndexDefinition, Probe> wholes = new LinkedHashMap<>();
        indexes.forEach((index, actual) -> wholes.put(index, DeclaredShape.probe(index, actual.table())));
        Map<Probe, Probe.Answer> answers = server.build(wholes.values());
        indexes.forEach((index, actual) -> {
            Probe.Answer answer = answers.get(wholes.get(index));
            if (answer instanceof Probe.Built built) {
                looks.put(index, new SecondLook(actual.table(), index.table(), built.shape(), actual.shape()));
            } else if (answer instanceof Probe.Refused refusal) {
                refused.add(new RefusedIndex(index, actual, refusal.refusal()));
            } else if (answer instanceof Probe.Untried untried) {
                expectations.put(
                        index,
                        Expectation.written(
                                index, Obstacle.outOfReach(actual.table(), untried.state(), untried.message())));
            }
        });
        Map<Probe, Probe.Answer> further = server.build(Stream.concat(
                        refused.stream().map(RefusedIndex::parts),
                        looks.values().stream().map(SecondLook::probes))
                .flatMap(List::stream)
                .toList());
        refused.forEach(index -> expectations.put(index.index(), index.expectation(further)));
        looks.forEach((index, look) -> expectations.put(index, Expectation.built(look.inWordsOfActual(further))));
        return expectations;
    }

    /** The first line of what the server says, without its severity, which is in the server's language. */
    private static String message(SQLException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.substring(message.indexOf(": ") + 1).strip();
    }
}
