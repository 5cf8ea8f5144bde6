package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.ListedIndex.Kind;
import dev.compositeindex.catalog.Probe;
import dev.compositeindex.catalog.StorageParameters;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Assesses declared indexes by what was read. Pure. */
final class Assessor {
    private final DatabaseState database;
    private final Collection<DeclaredIndex> known;

    /**
     * Assesses what is declared for one database.
     *
     * @param known all declared and all recorded indexes
     */
    Assessor(DatabaseState database, Collection<DeclaredIndex> known) {
        this.database = database;
        this.known = List.copyOf(known);
    }

    /** What the database says to a declared index. */
    Finding assess(DeclaredIndex index, Encounter encounter) {
        if (encounter.entry() instanceof CatalogEntry.OtherRelation other) {
            return different(
                    index,
                    "its name is taken by the " + other.kind() + " " + other.sqlName() + ".",
                    "Give one of the two another name.");
        }
        if (encounter.entry() instanceof CatalogEntry.Nothing nothing) {
            return nothing.reason().isEmpty()
                    ? absent(index, encounter)
                    : Finding.of(index, Outcome.MISSING, nothing.reason() + ".");
        }
        CatalogEntry.Index entry = (CatalogEntry.Index) encounter.entry();
        return database.find(entry.oid())
                .map(bearer -> entry.onDeclaredTable()
                        ? compare(index, bearer, encounter)
                        : new Finding(
                                index,
                                Outcome.DIFFERENT,
                                List.of(
                                        "its name is taken by an index of " + Identifiers.quote(bearer.table()) + ".",
                                        declared(index, bearer.table().schema(), encounter),
                                        database(bearer),
                                        "Give one of the two another name."),
                                List.of(bearer)))
                .orElseGet(
                        () -> Finding.of(index, Outcome.UNKNOWN, "it was created a moment ago.", "Run adopt again."));
    }

    /** Whether a class declares the index, or a migration of ours made it. */
    boolean isKnown(ExistingIndex found) {
        return known.stream()
                .anyMatch(index -> found.name().name().equals(index.statement().name())
                        && found.isOn(index.statement().table()));
    }

    private Finding compare(DeclaredIndex index, ExistingIndex found, Encounter encounter) {
        if (found.listed().kind() == Kind.PARTITION) {
            return different(
                    index,
                    "its table is partitioned, or a partition, and a migration of ours builds concurrently, which PostgreSQL refuses there.",
                    "Remove the declaration, and keep the index in a migration of your own.");
        }
        if (!found.listed().usable()) {
            return Finding.of(
                    index,
                    Outcome.INVALID,
                    "it is INVALID: its build did not end, or has not ended. If no session is building it (see "
                            + "pg_stat_progress_create_index), run: REINDEX INDEX CONCURRENTLY "
                            + found.name().sql() + "; then adopt again.");
        }
        String declared = declared(index, found.table().schema(), encounter);
        Optional<String> obstacle = obstacle(encounter);
        if (obstacle.isPresent()) {
            return Finding.of(
                    index,
                    Outcome.UNKNOWN,
                    obstacle.get() + ".",
                    declared,
                    database(found),
                    "Correct what it says, or declare the index as the database has it.");
        }
        return encounter.equal().contains(found)
                ? Finding.of(index, Outcome.EQUAL, settings(index, found))
                : different(
                        index,
                        "the index of its name is another one.",
                        declared,
                        database(found),
                        "Declare what the database has, or give the declaration another name.");
    }

    /** What the migration that is recorded does not change where the index exists. */
    private static String[] settings(DeclaredIndex index, ExistingIndex found) {
        SortedMap<String, String> declared = index.statement().storageParameters();
        SortedMap<String, String> actual = found.listed().storageParameters();
        return StorageParameters.same(declared, actual)
                ? new String[0]
                : new String[] {
                    "its storage parameters differ: declared are %s, the database has %s."
                            .formatted(orNone(declared), orNone(actual)),
                    "Declare what the database has, or change them there; the migration does neither."
                };
    }

    private static String orNone(SortedMap<String, String> parameters) {
        return parameters.isEmpty() ? "none" : StorageParameters.text(parameters);
    }

    /** There is no index of that name. */
    private Finding absent(DeclaredIndex index, Encounter encounter) {
        Optional<String> obstacle = obstacle(encounter);
        if (obstacle.isPresent()) {
            return Finding.of(index, Outcome.MISSING, obstacle.get() + ". Correct what it says.");
        }
        List<ExistingIndex> others = encounter.equal().stream()
                .filter(found -> found.listed().usable() && found.listed().kind() == Kind.ORDINARY && !isKnown(found))
                .toList();
        if (others.isEmpty()) {
            return Finding.of(index, Outcome.MISSING);
        }
        return new Finding(
                index,
                Outcome.OTHER_NAME,
                List.of(
                        others.stream()
                                .map(other -> Identifiers.quote(other.name().name()))
                                .collect(Collectors.joining(", ", "the database has it as ", ".")),
                        "To adopt it, declare name = "
                                + JavaText.literal(others.get(0).name().name()) + "."),
                others);
    }

    /** Why the server cannot say what the declaration is, without a full stop. */
    private static Optional<String> obstacle(Encounter encounter) {
        return encounter.answer().flatMap(answer -> {
            if (answer instanceof Probe.Refused refused) {
                return Optional.of("PostgreSQL refuses the definition on a copy of the table: " + refused.refusal());
            }
            return answer instanceof Probe.Untried untried
                    ? Optional.of("it cannot be compared: " + untried.message())
                    : Optional.empty();
        });
    }

    /** The declared definition as the server prints it, to be compared by eye. */
    private static String declared(DeclaredIndex index, String schema, Encounter encounter) {
        IndexStatement statement = index.statement();
        return "declared: "
                + encounter
                        .answer()
                        .filter(Probe.Built.class::isInstance)
                        .map(answer -> IndexStatement.of(
                                        statement.unique(),
                                        statement.name(),
                                        new Table(schema, statement.table().name()),
                                        List.of(((Probe.Built) answer).clauses()))
                                .definition())
                        .orElseGet(statement::definition);
    }

    private static String database(ExistingIndex found) {
        return "database: " + found.listed().definition();
    }

    private static Finding different(DeclaredIndex index, String... explanation) {
        return Finding.of(index, Outcome.DIFFERENT, explanation);
    }
}
