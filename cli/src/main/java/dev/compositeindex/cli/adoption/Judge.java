package dev.compositeindex.cli.adoption;

import dev.compositeindex.cli.adoption.CatalogIndex.Kind;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds declared indexes against what was read. Pure. */
final class Judge {
    /** What stands before the access method. */
    private static final Pattern HEAD = Pattern.compile(
            "^CREATE (?:UNIQUE )?INDEX NAME ON NAME[.]NAME ".replace("NAME", "(?:\"(?:[^\"]|\"\")++\"|[^\". ]++)"));

    private final Database database;
    private final Collection<DeclaredIndex> known;

    /**
     * A judge.
     *
     * @param known all declared and all recorded indexes
     */
    Judge(Database database, Collection<DeclaredIndex> known) {
        this.database = database;
        this.known = List.copyOf(known);
    }

    /** What the database says to a declared index. */
    Finding judge(DeclaredIndex index, Probe probe) {
        Optional<String> noTable = noTable(index.statement().table(), probe);
        if (noTable.isPresent()) {
            return Finding.of(index, Outcome.MISSING, noTable.get());
        }
        Table table = new Table(probe.schema(), index.statement().table().name());
        IndexName name = new IndexName(probe.schema(), index.statement().name());
        Optional<CatalogIndex> bearer = database.indexes().stream()
                .filter(found -> found.name().equals(name))
                .findFirst();
        if (bearer.isPresent()) {
            return bearer.get().qualifiedTable().equals(table)
                    ? compare(index, bearer.get(), probe)
                    : new Finding(
                            index,
                            Outcome.DIFFERENT,
                            List.of(
                                    "its name is taken by an index of "
                                            + Identifiers.quote(bearer.get().qualifiedTable()) + ".",
                                    declared(index, probe),
                                    "database: " + bearer.get().definition(),
                                    "Give one of the two another name."),
                            List.of(bearer.get().oid()));
        }
        if (!probe.relationKind().isEmpty()) {
            return different(
                    index,
                    "its name is taken by the " + kind(probe.relationKind()) + " " + name.sql() + ".",
                    "Give one of the two another name.");
        }
        return absent(index, probe);
    }

    /** Whether a class declares the index, or a migration of ours made it. */
    boolean isKnown(CatalogIndex found) {
        return known.stream()
                .anyMatch(index -> found.name().name().equals(index.statement().name())
                        && found.isOn(index.statement().table()));
    }

    private Finding compare(DeclaredIndex index, CatalogIndex found, Probe probe) {
        String name = found.name().sql();
        if (found.kind() == Kind.PARTITION) {
            return different(
                    index,
                    "its table is partitioned, or a partition, and a migration of ours builds concurrently, which PostgreSQL refuses there.",
                    "Remove the declaration, and keep the index in a migration of your own.");
        }
        if (!found.usable()) {
            return Finding.of(
                    index,
                    Outcome.INVALID,
                    "it is INVALID: its build did not end, or has not ended. If no session is building it (see "
                            + "pg_stat_progress_create_index), run: REINDEX INDEX CONCURRENTLY " + name
                            + "; then adopt again.");
        }
        if (!probe.refusal().isEmpty()) {
            return Finding.of(
                    index,
                    Outcome.UNKNOWN,
                    "PostgreSQL refuses the definition on a copy of the table: " + probe.refusal() + ".",
                    declared(index, probe),
                    "database: " + found.definition(),
                    "Correct what it says, or declare the index as the database has it.");
        }
        return probe.equal().contains(found.oid())
                ? Finding.of(index, Outcome.EQUAL, settings(index, found))
                : different(
                        index,
                        "the index of its name is another one.",
                        declared(index, probe),
                        "database: " + found.definition(),
                        "Declare what the database has, or give the declaration another name.");
    }

    /** What the migration that is recorded does not change where the index exists. */
    private static String[] settings(DeclaredIndex index, CatalogIndex found) {
        String declared = parameters(index.statement().storageParameters());
        String actual = parameters(found.storageParameters());
        return declared.equals(actual)
                ? new String[0]
                : new String[] {
                    "its storage parameters differ: declared are %s, the database has %s.".formatted(declared, actual),
                    "Declare what the database has, or change them there; the migration does neither."
                };
    }

    private static String parameters(SortedMap<String, String> parameters) {
        return parameters.isEmpty()
                ? "none"
                : parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** There is no index of that name. */
    private Finding absent(DeclaredIndex index, Probe probe) {
        if (!probe.refusal().isEmpty()) {
            return Finding.of(
                    index,
                    Outcome.MISSING,
                    "PostgreSQL refuses the definition on a copy of the table: " + probe.refusal()
                            + ". Correct what it says.");
        }
        List<CatalogIndex> others = database.indexes().stream()
                .filter(found -> probe.equal().contains(found.oid()))
                .filter(found -> found.usable() && found.kind() == Kind.ORDINARY && !isKnown(found))
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
                others.stream().map(CatalogIndex::oid).toList());
    }

    /** Why there is no table to have the index. */
    private Optional<String> noTable(Table table, Probe probe) {
        String name = Identifiers.quote(table);
        return switch (probe.tableKind()) {
            case "r", "p", "m" -> Optional.empty();
            case "" ->
                Optional.of(
                        table.schema().isEmpty()
                                ? "there is no table %s on the search path (%s).".formatted(name, database.searchPath())
                                : "there is no table " + name + ".");
            default -> Optional.of(name + " is a " + kind(probe.tableKind()) + ", not a table.");
        };
    }

    /** The declared definition as the server prints it, to be compared by eye. */
    private static String declared(DeclaredIndex index, Probe probe) {
        return "declared: "
                + (probe.printed().isEmpty()
                        ? index.statement().definition()
                        : "CREATE %sINDEX %s ON %s %s"
                                .formatted(
                                        index.statement().unique() ? "UNIQUE " : "",
                                        Identifiers.quote(index.statement().name()),
                                        Identifiers.quote(new Table(
                                                probe.schema(),
                                                index.statement().table().name())),
                                        HEAD.matcher(probe.printed()).replaceFirst("")));
    }

    private static Finding different(DeclaredIndex index, String... explanation) {
        return Finding.of(index, Outcome.DIFFERENT, explanation);
    }

    private static String kind(String kind) {
        return switch (kind) {
            case "r" -> "table";
            case "p" -> "partitioned table";
            case "v" -> "view";
            case "m" -> "materialized view";
            case "S" -> "sequence";
            case "f" -> "foreign table";
            case "c" -> "composite type";
            case "i", "I" -> "index";
            default -> "relation of kind " + kind;
        };
    }
}
