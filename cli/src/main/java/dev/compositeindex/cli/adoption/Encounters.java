package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.CatalogReader;
import dev.compositeindex.catalog.IndexAddress;
import dev.compositeindex.catalog.Probe;
import dev.compositeindex.catalog.ProbeRunner;
import dev.compositeindex.catalog.ProbeRunner.Place;
import dev.compositeindex.catalog.SecondLook;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what declared indexes meet in a database, in three round trips for all of them. */
final class Encounters {

    private Encounters() {}

    /**
     * What each of the declared indexes meets, in their order; the transaction is to be rolled back afterwards.
     *
     * @param existing the indexes that there are
     */
    static List<Encounter> of(Connection connection, List<IndexStatement> declared, List<ExistingIndex> existing)
            throws SQLException {
        List<CatalogEntry> entries = new CatalogReader(connection)
                .read(declared.stream().map(Encounters::address).toList());
        ProbeRunner server = new ProbeRunner(connection, Place.TEMPORARY);
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            questions.add(Question.of(declared.get(i), entries.get(i)));
        }
        Map<Probe, Probe.Answer> answers = server.build(questions.stream()
                .filter(Question::hasTable)
                .map(Question::probe)
                .toList());
        Map<Probe, Probe.Answer> again = server.build(questions.stream()
                .flatMap(question -> question.textProbes(answers, existing))
                .toList());
        return questions.stream()
                .map(question -> question.encounter(answers, again, existing))
                .toList();
    }

    private static IndexAddress address(IndexStatement index) {
        return new IndexAddress(index.table().schema(), index.table().name(), index.name());
    }

    /** A declared index, what is found under its name, and how the server is asked what it is. */
    private record Question(IndexStatement index, CatalogEntry entry, Probe probe) {

        boolean hasTable() {
            return !(entry instanceof CatalogEntry.Nothing nothing)
                    || nothing.reason().isEmpty();
        }

        static Question of(IndexStatement index, CatalogEntry entry) {
            Table table = index.table();
            String clauses = index.identity().clausesText();
            return new Question(
                    index, entry, new Probe(Identifiers.quote(table), table.name(), index.unique(), clauses));
        }

        /** The texts that are read again, to see whether they are others. */
        Stream<Probe> textProbes(Map<Probe, Probe.Answer> answers, List<ExistingIndex> existing) {
            return candidates(existing)
                    .flatMap(other -> look(other, answers).stream())
                    .filter(SecondLook::mayBeEqual)
                    .flatMap(look -> look.probes().stream());
        }

        Encounter encounter(
                Map<Probe, Probe.Answer> answers, Map<Probe, Probe.Answer> again, List<ExistingIndex> existing) {
            List<ExistingIndex> equal = candidates(existing)
                    .filter(other -> look(other, answers)
                            .filter(look -> look.areEqual(again))
                            .isPresent())
                    .toList();
            return new Encounter(entry, Optional.ofNullable(answers.get(probe)), equal);
        }

        /** Nothing if the server has not built what is declared. */
        private Optional<SecondLook> look(ExistingIndex other, Map<Probe, Probe.Answer> answers) {
            return answers.get(probe) instanceof Probe.Built built
                    ? Optional.of(new SecondLook(probe.table(), probe.tableName(), built.shape(), other.shape()))
                    : Optional.empty();
        }

        /** The indexes that may be what is declared: that of its name, if its table has that; else all of its table. */
        private Stream<ExistingIndex> candidates(List<ExistingIndex> existing) {
            return existing.stream()
                    .filter(other -> entry instanceof CatalogEntry.Index bearer && bearer.onDeclaredTable()
                            ? other.listed().oid() == bearer.oid()
                            : other.isOn(index.table()));
        }
    }
}
