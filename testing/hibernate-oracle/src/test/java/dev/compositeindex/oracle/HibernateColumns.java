package dev.compositeindex.oracle;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.KeyValue;
import org.hibernate.mapping.OneToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;

/**
 * The columns of entities as Hibernate has them: for {@code Course.title}, {@code [course.title]}, as PostgreSQL gets it. An
 * attribute without a column in the entity's table has none. The primary key of a class in a joined hierarchy has the columns
 * of that class's own table.
 */
public final class HibernateColumns {
    private static final Dialect POSTGRESQL = new PostgreSQLDialect();

    private final Metadata metadata;
    private final SortedMap<String, List<String>> columns = new TreeMap<>();

    private HibernateColumns(Metadata metadata) {
        this.metadata = metadata;
    }

    /** The columns of each path into each entity. */
    public static SortedMap<String, List<String>> of(Metadata metadata) {
        HibernateColumns columns = new HibernateColumns(metadata);
        metadata.getEntityBindings().forEach(columns::visit);
        return columns.columns;
    }

    /** The columns of each foreign key of an entity's table that no unique key starts with. */
    static List<List<String>> foreignKeysWithoutIndex(Metadata metadata, String entity) {
        Table table = metadata.getEntityBinding(entity).getTable();
        List<List<String>> unique = table.getUniqueKeys().values().stream()
                .map(key -> names(key.getColumns()))
                .toList();
        return table.getForeignKeys().values().stream()
                .filter(ForeignKey::isCreationEnabled)
                .map(key -> names(key.getColumns()))
                .filter(columns -> unique.stream()
                        .noneMatch(key -> key.size() >= columns.size()
                                && Set.copyOf(key.subList(0, columns.size())).equals(Set.copyOf(columns))))
                .toList();
    }

    private static List<String> names(Collection<Column> columns) {
        return columns.stream()
                .map(column -> column.getName().toLowerCase(Locale.ROOT))
                .toList();
    }

    private void visit(PersistentClass entity) {
        for (Property property : Mapped.properties(entity)) {
            if (!property.getName().startsWith("_identifier") && !property.isSynthetic()) {
                Value value = property.getValue();
                boolean isHere = value.getTable() == null || isIn(value.getTable(), entity);
                visit(entity, property.getName(), value, isHere ? stored(entity, property) : List.of());
            }
        }
        // After the attributes: parts of the key may be references, too, whose columns are those of the topmost class.
        KeyValue identifier = entity.getIdentifier();
        List<Selectable> key = Mapped.columns(entity.getKey());
        if (entity.getIdentifierProperty() != null) {
            visit(entity, entity.getIdentifierProperty().getName(), identifier, key);
        } else if (identifier instanceof Component parts) {
            visitParts(entity, "", parts, key);
        }
        check(entity, key);
    }

    /** Of a class with a table of its own for all attributes, those above it say the table of their own. */
    private static boolean isIn(Table table, PersistentClass entity) {
        return table == entity.getTable() || entity instanceof UnionSubclass && isIn(table, entity.getSuperclass());
    }

    /** A one-to-one reference that is the primary key is shown without columns. */
    private static List<Selectable> stored(PersistentClass entity, Property property) {
        Value value = property.getValue();
        if (value instanceof Component component) {
            return Mapped.aggregateColumn(component).map(List::of).orElseGet(() -> Mapped.columns(component));
        }
        return value instanceof OneToOne && isKey(entity.getMappedClass(), property.getName())
                ? Mapped.columns(entity.getKey())
                : Mapped.columns(value);
    }

    private static boolean isKey(Class<?> type, String attribute) {
        if (type == Object.class) {
            return false;
        }
        String getter = "get" + attribute.substring(0, 1).toUpperCase(Locale.ROOT) + attribute.substring(1);
        return Stream.<AnnotatedElement>concat(
                                Arrays.stream(type.getDeclaredFields())
                                        .filter(field -> field.getName().equals(attribute)),
                                Arrays.stream(type.getDeclaredMethods())
                                        .filter(method -> method.getName().equals(getter)))
                        .flatMap(member -> Arrays.stream(member.getAnnotations()))
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().equals("MapsId"))
                || isKey(type.getSuperclass(), attribute);
    }

    /**
     * Notes an attribute.
     *
     * @param value what it is
     * @param stored its columns in the entity's table: of a primary key, the table's own
     */
    private void visit(PersistentClass entity, String path, Value value, List<Selectable> stored) {
        List<String> names = stored.stream()
                .filter(Column.class::isInstance)
                .map(column -> text(entity, (Column) column))
                .toList();
        put(entity, path, names);
        if (value instanceof Component component
                && Mapped.aggregateColumn(component).isEmpty()) {
            visitParts(entity, path + ".", component, stored);
        } else if (value instanceof ToOne reference) {
            List<String> referenced = referenced(reference);
            if (!names.isEmpty() && referenced.size() != names.size()) {
                throw new IllegalStateException(
                        "%s of %s has %s and refers to %s".formatted(path, entity.getEntityName(), names, referenced));
            }
            for (int i = 0; i < names.size(); i++) {
                put(entity, path + "." + referenced.get(i), List.of(names.get(i)));
            }
        }
    }

    /** The parts of a value, each with as many columns as it has. */
    private void visitParts(PersistentClass entity, String start, Component value, List<Selectable> stored) {
        int from = 0;
        for (Property part : Mapped.properties(value)) {
            int to = from + Mapped.columns(part.getValue()).size();
            visit(
                    entity,
                    start + part.getName(),
                    part.getValue(),
                    stored.isEmpty() ? stored : stored.subList(from, to));
            from = to;
        }
        if (!stored.isEmpty() && stored.size() != from) {
            throw new IllegalStateException(
                    "%s of %s has %d columns of %d".formatted(start, entity.getEntityName(), stored.size(), from));
        }
    }

    /** The paths of what a foreign key refers to, in the order of its columns. */
    private List<String> referenced(ToOne reference) {
        PersistentClass target = metadata.getEntityBinding(reference.getReferencedEntityName());
        if (target == null) {
            return List.of();
        }
        if (!reference.isReferenceToPrimaryKey() && reference.getReferencedPropertyName() != null) {
            return List.of(reference.getReferencedPropertyName());
        }
        List<String> paths = new ArrayList<>();
        if (target.getIdentifierProperty() != null) {
            leaves("", target.getIdentifierProperty(), paths);
        } else if (target.getIdentifier() instanceof Component key) {
            Mapped.properties(key).forEach(property -> leaves("", property, paths));
        }
        return paths;
    }

    private void leaves(String start, Property property, List<String> paths) {
        String path = start + property.getName();
        if (property.getValue() instanceof Component component) {
            Mapped.properties(component).forEach(inner -> leaves(path + ".", inner, paths));
        } else if (property.getValue() instanceof ToOne reference) {
            referenced(reference).forEach(inner -> paths.add(path + "." + inner));
        } else {
            paths.add(path);
        }
    }

    /** What is noted is in the table that Hibernate would create, and of the key, it is the table's primary key. */
    private void check(PersistentClass entity, List<Selectable> key) {
        Table table = entity.getTable();
        Set<String> existing = new TreeSet<>();
        Mapped.columns(table).forEach(column -> existing.add(text(entity, column)));
        String start = simpleName(entity) + ".";
        columns.subMap(start, start + Character.MAX_VALUE).forEach((path, names) -> {
            if (!existing.containsAll(names)) {
                throw new IllegalStateException("%s has %s, its table has %s".formatted(path, names, existing));
            }
        });
        Set<Selectable> primaryKey = Set.copyOf(table.getPrimaryKey().getColumns());
        if (!primaryKey.equals(Set.copyOf(key))) {
            throw new IllegalStateException(
                    "%s has the key %s, its table has %s".formatted(entity.getEntityName(), key, primaryKey));
        }
    }

    private void put(PersistentClass entity, String path, List<String> names) {
        columns.put(simpleName(entity) + "." + path, names);
    }

    private static String simpleName(PersistentClass entity) {
        return entity.getClassName().substring(entity.getClassName().lastIndexOf('.') + 1);
    }

    /** As PostgreSQL gets it: what is not quoted is folded. */
    private static String text(PersistentClass entity, Column column) {
        Table table = entity.getTable();
        String schema = table.getSchema() == null ? "" : folded(table.getSchema(), table.isSchemaQuoted()) + ".";
        return schema + folded(table.getName(), table.isQuoted()) + "." + name(column);
    }

    /** In quotes, two quotes are one. */
    private static String name(Column column) {
        String sql = column.getQuotedName(POSTGRESQL);
        return column.isQuoted() ? sql.substring(1, sql.length() - 1).replace("\"\"", "\"") : folded(sql, false);
    }

    private static String folded(String name, boolean isQuoted) {
        if (isQuoted) {
            return name;
        }
        StringBuilder folded = new StringBuilder();
        name.codePoints()
                .forEach(c -> folded.append(
                        c < 128 ? Character.toString(c).toLowerCase(Locale.ROOT) : Character.toString(c)));
        return folded.toString();
    }
}
