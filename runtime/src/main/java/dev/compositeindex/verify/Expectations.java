package dev.compositeindex.verify;

import dev.compositeindex.catalog.Found;
import dev.compositeindex.catalog.Probe;
import dev.compositeindex.catalog.Probes;
import dev.compositeindex.catalog.SecondLook;
import dev.compositeindex.registry.IndexDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out what declared indexes are in the server's words, where their declarations do not say that. */
final class Expectations {

    /** The connection is lost, or the server is going down. */
    private static final Set<String> LOST = Set.of("08", "57P");

    private final Probes server;

    Expectations(Connection connection) {
        this.server = new Probes(connection, Probes.Place.TEMPORARY);
    }

    /**
     * What is to be expected of each index; the transaction is to be rolled back afterwards. All are built in one round
     * trip. A second one is needed if there are any that the server refuses, to see which part of them, or any whose
     * expressions it prints differently, to see whether they are others.
     *
     * @param indexes declared indexes, each with what is found of it, on the declared table
     * @throws SQLException if the connection is lost
     */
    Map<IndexDefinition, Expectation> of(Map<IndexDefinition, Found.Index> indexes, boolean onStandby)
            throws SQLException {
        Map<IndexDefinition, Expectation> expectations = new LinkedHashMap<>();
        Map<IndexDefinition, Found.Index> toBuild = new LinkedHashMap<>();
        indexes.forEach((index, actual) -> {
            if (DeclaredIndex.isPlain(index)) {
                expectations.put(index, Expectation.written(index, Obstacle.NONE));
            } else if (onStandby) {
                expectations.put(index, Expectation.written(index, Obstacle.STANDBY));
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
            if (state.isEmpty() || LOST.stream().anyMatch(state::startsWith)) {
                throw e;
            }
            Obstacle obstacle = Obstacle.nothingTemporary(state, message(e));
            toBuild.keySet().forEach(index -> expectations.put(index, Expectation.written(index, obstacle)));
        }
        return expectations;
    }

    private Map<IndexDefinition, Expectation> build(Map<IndexDefinition, Found.Index> indexes) throws SQLException {
        Map<IndexDefinition, Expectation> expectations = new LinkedHashMap<>();
        List<RefusedIndex> refused = new ArrayList<>();
        Map<IndexDefinition, SecondLook> looks = new LinkedHashMap<>();
        List<Probe> wholes = new ArrayList<>();
        indexes.forEach((index, actual) -> wholes.add(DeclaredIndex.probe(index, actual.table())));
        Iterator<Probe.Answer> answers = answers(wholes);
        indexes.forEach((index, actual) -> {
            Probe.Answer answer = answers.next();
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
        Iterator<Probe.Answer> further = answers(Stream.concat(
                        refused.stream().map(RefusedIndex::parts),
                        looks.values().stream().map(SecondLook::probes))
                .flatMap(List::stream)
                .toList());
        refused.forEach(index -> expectations.put(index.index(), index.expectation(further)));
        looks.forEach((index, look) -> expectations.put(index, Expectation.built(look.inWordsOfActual(further))));
        return expectations;
    }

    private Iterator<Probe.Answer> answers(List<Probe> probes) throws SQLException {
        return server.build(probes).iterator();
    }

    /** The first line of what the server says, without its severity, which is in the server's language. */
    private static String message(SQLException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.substring(message.indexOf(": ") + 1).strip();
    }
}
