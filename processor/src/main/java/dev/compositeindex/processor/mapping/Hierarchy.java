package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.TypeDecl;
import dev.compositeindex.processor.model.TypeDecl.Framework;
import dev.compositeindex.processor.model.TypeDecl.Level;
import dev.compositeindex.processor.model.TypeDecl.Role;
import java.util.ArrayList;
import java.util.List;

/** The superclasses of a mapped class, and in whose table each one's fields are. */
final class Hierarchy {
    static final String JOINED = "JOINED";
    static final String TABLE_PER_CLASS = "TABLE_PER_CLASS";

    private final TypeDecl type;
    private final List<Level> entities;

    Hierarchy(TypeDecl type) {
        this.type = type;
        List<Level> found = new ArrayList<>(1);
        for (Level level : type.levels()) {
            if (level.role() == Role.ENTITY) {
                found.add(level);
            }
        }
        this.entities = found;
    }

    /** Whether the class has rows. */
    boolean isEntity() {
        return type.own().role() == Role.ENTITY;
    }

    /** Whether rows of the class are in a table that those of a superclass are in, too, or are not in alone. */
    boolean is(String strategy) {
        return entities.size() > 1 && strategy().equals(strategy);
    }

    /** Whether the class heads a hierarchy in which each class that is not abstract has a table of its own. */
    boolean isAbstractTablePerClass() {
        return isEntity() && type.own().isAbstract() && strategy().equals(TABLE_PER_CLASS);
    }

    /** What the topmost entity says; nothing, if it says nothing. */
    private String strategy() {
        return entities.isEmpty() ? "" : entities.get(entities.size() - 1).inheritance();
    }

    /** The class whose table has the rows. */
    Level tableOwner() {
        return entities.size() > 1 && !strategy().equals(JOINED) && !strategy().equals(TABLE_PER_CLASS)
                ? entities.get(entities.size() - 1)
                : type.own();
    }

    /** The entity that a field belongs to: the class that declares it, or the next one below. */
    Level owner(FieldDecl field) {
        Level owner = type.own();
        for (Level level : type.levels()) {
            owner = level.role() == Role.ENTITY ? level : owner;
            if (level.name().equals(field.declaredBy())) {
                break;
            }
        }
        return owner;
    }

    /** The classes at and above the entity that a field belongs to: what those below say of it does not count. */
    List<Level> levelsFrom(FieldDecl field) {
        return type.levels()
                .subList(type.levels().indexOf(owner(field)), type.levels().size());
    }

    /** In a joined hierarchy, the tables below that of the entity to which a part of the primary key belongs, the upper first. */
    List<JoinedTable> tablesBelow(FieldDecl key) {
        if (!is(JOINED)) {
            return List.of();
        }
        List<JoinedTable> tables = new ArrayList<>();
        for (int i = entities.indexOf(owner(key)); i > 0; i--) {
            tables.add(new JoinedTable(entities.get(i - 1), entities.get(i)));
        }
        return tables;
    }

    /** Whether a field's class is none that the framework maps. */
    boolean isUnmapped(FieldDecl field) {
        return type.framework() == Framework.JPA
                && type.own().role() != Role.OTHER
                && type.levels().stream()
                        .anyMatch(level -> level.name().equals(field.declaredBy()) && level.role() == Role.OTHER);
    }
}
