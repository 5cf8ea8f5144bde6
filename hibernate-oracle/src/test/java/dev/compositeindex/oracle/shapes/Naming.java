package dev.compositeindex.oracle.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What says the names of the columns of keys and references. */
enum Naming {
    DEFAULT,
    /** Columns, of the primary key too; those of references follow. */
    COLUMNS,
    PRIMARY_KEY_JOIN,
    PRIMARY_KEY_JOIN_REFERENCED,
    PRIMARY_KEY_JOIN_REVERSED,
    JOIN,
    JOIN_REFERENCED,
    JOIN_REVERSED,
    /** What each class says of those above it, and each field of an embedded value. */
    OVERRIDES,
    QUOTED;

    private boolean isOf(Naming... others) {
        return List.of(others).contains(this);
    }

    /** The name of a value's column, as other columns refer to it. */
    String column(String attribute) {
        if (this == QUOTED) {
            return "`" + attribute + " Q`";
        }
        if (isOf(PRIMARY_KEY_JOIN_REFERENCED, JOIN_REFERENCED)) {
            // In snake case, so that it is the same before and after Spring's strategy: some references want the one,
            // some the other.
            return attribute.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) + "_col";
        }
        return this == COLUMNS ? attribute + "Col" : attribute;
    }

    /** The annotation that gives a value's column that name, and the table that it is in. */
    String ofColumn(String attribute, String table) {
        String name = column(attribute);
        List<String> said = new ArrayList<>();
        if (!name.equals(attribute)) {
            said.add("name = \"%s\"".formatted(name));
        }
        if (!table.isEmpty()) {
            said.add("table = \"%s\"".formatted(table));
        }
        return said.isEmpty() ? "" : "@Column(%s) ".formatted(String.join(", ", said));
    }

    String ofColumn(String attribute) {
        return ofColumn(attribute, "");
    }

    private boolean namesReferences() {
        return isOf(JOIN, JOIN_REFERENCED, JOIN_REVERSED, QUOTED);
    }

    /** Whether the columns of a reference that is part of the primary key are named. */
    boolean namesReferencesInKeys() {
        return namesReferences() || isOf(PRIMARY_KEY_JOIN_REFERENCED, PRIMARY_KEY_JOIN_REVERSED);
    }

    /** The names of the columns of a reference that is part of the primary key. */
    List<String> referencesInKeys(String attribute, List<String> referenced) {
        return IntStream.range(0, referenced.size())
                .mapToObj(
                        i -> namesReferencesInKeys() ? named(attribute + "Fk", i) : attribute + "_" + referenced.get(i))
                .toList();
    }

    /** The annotation that gives them. Quoted names that are referred to, Hibernate does not find there. */
    String ofReferenceInKey(String attribute, List<String> referenced) {
        return namesReferencesInKeys() ? joinColumns(attribute, referenced, "", this != JOIN && this != QUOTED) : "";
    }

    private String named(String start, int position) {
        String name = start + (char) ('A' + position);
        return this == QUOTED ? "`" + name + " Q`" : name;
    }

    /**
     * The annotation of a reference.
     *
     * @param referenced the names of the columns of the primary key that it refers to
     * @param table the table that its columns are in; empty for the first
     */
    String ofReference(String attribute, List<String> referenced, String table) {
        if (namesReferences()) {
            return joinColumns(attribute, referenced, table, this != JOIN && (this != QUOTED || referenced.size() > 1));
        }
        return table.isEmpty() ? "" : columns("JoinColumn", List.of("table = \"%s\"".formatted(table)));
    }

    String ofReference(String attribute, List<String> referenced) {
        return ofReference(attribute, referenced, "");
    }

    private String joinColumns(String attribute, List<String> referenced, String table, boolean refers) {
        List<String> columns = new ArrayList<>();
        for (int i : order(referenced.size())) {
            columns.add("name = \"%s\"".formatted(named(attribute + "Fk", i))
                    + (refers ? ", referencedColumnName = \"%s\"".formatted(referenced.get(i)) : "")
                    + (table.isEmpty() ? "" : ", table = \"%s\"".formatted(table)));
        }
        return columns("JoinColumn", columns);
    }

    private List<Integer> order(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> isOf(JOIN_REVERSED, PRIMARY_KEY_JOIN_REVERSED) ? size - 1 - i : i)
                .toList();
    }

    private boolean namesPrimaryKeys() {
        return isOf(PRIMARY_KEY_JOIN, PRIMARY_KEY_JOIN_REFERENCED, PRIMARY_KEY_JOIN_REVERSED, QUOTED);
    }

    /** The names of the primary key's columns in a table that hangs on another one's. */
    List<String> primaryKey(String start, List<String> referenced) {
        return namesPrimaryKeys()
                ? IntStream.range(0, referenced.size())
                        .mapToObj(i -> named(start + "Pk", i))
                        .toList()
                : referenced;
    }

    /** The annotation that gives them. */
    String ofPrimaryKey(String start, List<String> referenced) {
        List<String> columns = primaryKeyColumns(start, referenced);
        return columns.isEmpty() ? "" : columns("PrimaryKeyJoinColumn", columns);
    }

    /** The same as an attribute of another annotation. */
    String inSecondaryTable(String start, List<String> referenced) {
        return primaryKeyColumns(start, referenced).stream()
                .map("@PrimaryKeyJoinColumn(%s)"::formatted)
                .reduce((left, right) -> left + ", " + right)
                .map(", pkJoinColumns = {%s}"::formatted)
                .orElse("");
    }

    private List<String> primaryKeyColumns(String start, List<String> referenced) {
        List<String> columns = new ArrayList<>();
        if (namesPrimaryKeys()) {
            boolean refers = this != PRIMARY_KEY_JOIN && (this != QUOTED || referenced.size() > 1);
            for (int i : order(referenced.size())) {
                columns.add("name = \"%s\"".formatted(named(start + "Pk", i))
                        + (refers ? ", referencedColumnName = \"%s\"".formatted(referenced.get(i)) : ""));
            }
        }
        return columns;
    }

    /** One annotation, or as many in their container. */
    private static String columns(String annotation, List<String> columns) {
        return columns.size() == 1
                ? "@%s(%s) ".formatted(annotation, columns.get(0))
                : columns.stream()
                        .map(column -> "@%s(%s)".formatted(annotation, column))
                        .collect(Collectors.joining(", ", "@%ss({".formatted(annotation), "}) "));
    }
}
