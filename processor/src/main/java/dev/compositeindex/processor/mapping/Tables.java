package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.model.TypeDecl;
import dev.compositeindex.processor.model.TypeDecl.Framework;
import dev.compositeindex.processor.model.TypeDecl.Level;
import dev.compositeindex.processor.model.TypeDecl.MappedTable;
import dev.compositeindex.processor.model.TypeDecl.Role;
import java.util.Optional;

/** Classes to tables. */
public final class Tables {

    private Tables() {}

    /** The table of a class: the one that is named by ours, else the framework's, else the class's name by the naming rule. */
    public static Table of(EntityDecl entity) {
        EntityDecl.TableDecl declared = entity.table();
        return declared.annotated() ? new Table(declared.schema(), declared.name()) : mapped(entity);
    }

    /** Whether an annotation says that the class has a table; else no more than its name speaks for one. */
    public static boolean isMapped(EntityDecl entity) {
        return entity.table().annotated()
                || switch (entity.own().framework()) {
                    case PLAIN -> false;
                    case JPA -> entity.own().own().role() == Role.ENTITY;
                    case SPRING_DATA, MICRONAUT_DATA -> true;
                };
    }

    private static Table mapped(EntityDecl entity) {
        NameStrategy names = NameStrategy.of(entity.own().framework(), entity.naming());
        Level owner = new Hierarchy(entity.own()).tableOwner();
        Optional<MappedTable> table = owner.table();
        String schema = table.map(MappedTable::schema).orElse("");
        String name = table.map(MappedTable::name).orElse("");
        return new Table(
                schema.isEmpty() ? "" : names.given(schema),
                name.isEmpty() ? names.derived(owner.entityName()) : names.given(name));
    }

    /** Why the name of a class's table cannot be known, if that is so. */
    public static Optional<String> doubt(EntityDecl entity) {
        Level owner = new Hierarchy(entity.own()).tableOwner();
        boolean isNamed = entity.table().annotated()
                || owner.table().filter(table -> !table.name().isEmpty()).isPresent();
        boolean isDoubtful = entity.naming() == NamingRule.JPA
                && owner.role() == Role.ENTITY
                && owner.entityName().contains("$");
        return isDoubtful && !isNamed
                ? Optional.of(
                        "the name of the table is %s on Hibernate 6, and that in lower case on Hibernate 7. Name it, with @Table(name = …)."
                                .formatted(Printable.quoted(owner.entityName())))
                : Optional.empty();
    }

    /** Whether the name of the table that a class's rows are in is in quotes. */
    static boolean isQuoted(TypeDecl type) {
        return isQuoted(new Hierarchy(type).tableOwner());
    }

    /** Whether a class gives its own table a name in quotes. */
    static boolean isQuoted(Level level) {
        return level.table()
                .filter(table -> LogicalName.of(table.name()).isQuoted())
                .isPresent();
    }

    /** Whether a table that is named in a class's annotations is the one that its rows are in. */
    static boolean isFirst(EntityDecl entity, String written) {
        NameStrategy names = NameStrategy.of(entity.own().framework(), entity.naming());
        return written.isEmpty() || names.given(written).equals(mapped(entity).name());
    }

    /** Why a class has no table, if it has none. */
    public static Optional<String> absence(EntityDecl entity) {
        Level own = entity.own().own();
        if (entity.table().annotated() || entity.own().framework() == Framework.PLAIN) {
            return Optional.empty();
        }
        if (own.role() == Role.MAPPED_SUPERCLASS || own.role() == Role.EMBEDDABLE) {
            return Optional.of(
                    own.role() == Role.EMBEDDABLE
                            ? "the class is embeddable: its fields are columns of the classes that embed it. Declare the index on these, by paths."
                            : "the class is a mapped superclass: its fields are columns of the entities below it. Declare the index on each of them.");
        }
        if (new Hierarchy(entity.own()).isAbstractTablePerClass()) {
            return Optional.of(
                    "the entity is abstract, and each class below it has a table of its own. Declare the index on each of them.");
        }
        return own.table()
                .filter(table -> table.kind() == MappedTable.Kind.VIEW)
                .map(
                        view -> "the entity is mapped to a view or a query, which cannot have an index. "
                                + "Declare the index on the class of the table that is read, or create it in a migration of your own.");
    }
}
