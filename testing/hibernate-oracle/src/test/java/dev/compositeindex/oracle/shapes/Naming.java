package dev.compositeindex.oracle.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What says the names of the columns of keys and references. */
enum Naming {
    DEFAULT,
    COLUMNS(Trait.COLUMNS),
    PRIMARY_KEY_JOIN(Trait.PRIMARY_KEYS),
    PRIMARY_KEY_JOIN_REFERENCED(Trait.PRIMARY_KEYS, Trait.REFERENCED, Trait.SNAKE_CASE),
    PRIMARY_KEY_JOIN_REVERSED(Trait.PRIMARY_KEYS, Trait.REFERENCED, Trait.REVERSED),
    /** Only of the first table below the topmost one; those further down follow. */
    PRIMARY_KEY_JOIN_ONCE(Trait.PRIMARY_KEYS, Trait.REFERENCED, Trait.ONCE),
    JOIN(Trait.REFERENCES),
    JOIN_REFERENCED(Trait.REFERENCES, Trait.REFERENCED, Trait.SNAKE_CASE),
    JOIN_REVERSED(Trait.REFERENCES, Trait.REFERENCED, Trait.REVERSED),
    /** What each class says of those above it, and each field of an embedded value. */
    OVERRIDES,
    QUOTED(Trait.QUOTED, Trait.PRIMARY_KEYS, Trait.REFERENCES, Trait.REFERENCED);

    private final Set<Trait> traits;

    Naming(Trait... traits) {
        this.traits = Set.of(traits);
    }

    private enum Trait {
        /** {@code @Column(name = …)} on values. */
        COLUMNS,
        /** The same in snake case, which is equal before and after Spring's strategy: some references want the one, some the other. */
        SNAKE_CASE,
        QUOTED,
        /** {@code @PrimaryKeyJoinColumn} on tables that hang on others. */
        PRIMARY_KEYS,
        ONCE,
        /** {@code @JoinColumn} on references. */
        REFERENCES,
        /** With {@code referencedColumnName}. */
        REFERENCED,
        /** In another order than that of the columns referred to. */
        REVERSED
    }

    private boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** The name of a value's column, as other columns refer to it. */
    String column(String attribute) {
        if (has(Trait.QUOTED)) {
            return "`" + attribute + " Q`";
        }
        if (has(Trait.SNAKE_CASE)) {
            return attribute.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) + "_col";
        }
        return has(Trait.COLUMNS) ? attribute + "Col" : attribute;
    }

    /** The annotation that gives a value's column that name, and says the table that it is in; empty for the first. */
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

    /**
     * The annotation of a reference.
     *
     * @param referenced the names of the columns of the primary key that it refers to
     * @param table the table that its columns are in; empty for the first
     */
    String ofReference(String attribute, List<String> referenced, String table) {
        if (has(Trait.REFERENCES)) {
            boolean refers = has(Trait.REFERENCED) && (!has(Trait.QUOTED) || referenced.size() > 1);
            return container("JoinColumn", joins(attribute + "Fk", referenced, refers, table));
        }
        return table.isEmpty() ? "" : "@JoinColumn(table = \"%s\") ".formatted(table);
    }

    String ofReference(String attribute, List<String> referenced) {
        return ofReference(attribute, referenced, "");
    }

    /** Whether the columns of a reference that is part of the primary key are named. */
    boolean namesReferencesInKeys() {
        return has(Trait.REFERENCES) || has(Trait.PRIMARY_KEYS) && has(Trait.REFERENCED);
    }

    /** The annotation of such a reference. Of quoted names that it refers to, Hibernate finds none there. */
    String ofReferenceInKey(String attribute, List<String> referenced) {
        boolean refers = has(Trait.REFERENCED) && !has(Trait.QUOTED);
        return namesReferencesInKeys() ? container("JoinColumn", joins(attribute + "Fk", referenced, refers, "")) : "";
    }

    /** The names of its columns. */
    List<String> referencesInKeys(String attribute, List<String> referenced) {
        return namesReferencesInKeys()
                ? named(attribute + "Fk", referenced.size())
                : referenced.stream().map(column -> attribute + "_" + column).toList();
    }

    /**
     * The annotation for the primary key of a table that hangs on another one's.
     *
     * @param isFirst whether that is the topmost one
     */
    String ofPrimaryKey(String start, List<String> referenced, boolean isFirst) {
        return namesPrimaryKey(isFirst) ? container("PrimaryKeyJoinColumn", primaryKeyJoins(start, referenced)) : "";
    }

    /** The same of a secondary table. */
    String inSecondaryTable(String start, List<String> referenced) {
        return namesPrimaryKey(true)
                ? primaryKeyJoins(start, referenced).stream()
                        .map("@PrimaryKeyJoinColumn(%s)"::formatted)
                        .collect(Collectors.joining(", ", ", pkJoinColumns = {", "}"))
                : "";
    }

    /** The names of the primary key's columns there. */
    List<String> primaryKey(String start, List<String> referenced, boolean isFirst) {
        return namesPrimaryKey(isFirst) ? named(start + "Pk", referenced.size()) : referenced;
    }

    private boolean namesPrimaryKey(boolean isFirst) {
        return has(Trait.PRIMARY_KEYS) && (isFirst || !has(Trait.ONCE));
    }

    private List<String> primaryKeyJoins(String start, List<String> referenced) {
        boolean refers = has(Trait.REFERENCED) && (!has(Trait.QUOTED) || referenced.size() > 1);
        return joins(start + "Pk", referenced, refers, "");
    }

    private List<String> joins(String start, List<String> referenced, boolean refers, String table) {
        int size = referenced.size();
        List<String> names = named(start, size);
        return IntStream.range(0, size)
                .map(i -> has(Trait.REVERSED) ? size - 1 - i : i)
                .mapToObj(i -> "name = \"%s\"".formatted(names.get(i))
                        + (refers ? ", referencedColumnName = \"%s\"".formatted(referenced.get(i)) : "")
                        + (table.isEmpty() ? "" : ", table = \"%s\"".formatted(table)))
                .toList();
    }

    private List<String> named(String start, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> start + (char) ('A' + i))
                .map(name -> has(Trait.QUOTED) ? "`" + name + " Q`" : name)
                .toList();
    }

    /** One annotation, or as many in their container. */
    private static String container(String annotation, List<String> columns) {
        return columns.size() == 1
                ? "@%s(%s) ".formatted(annotation, columns.get(0))
                : columns.stream()
                        .map(column -> "@%s(%s)".formatted(annotation, column))
                        .collect(Collectors.joining(", ", "@%ss({".formatted(annotation), "}) "));
    }
}
