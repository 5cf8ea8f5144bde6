package dev.compositeindex.oracle;

import jakarta.persistence.MapsId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.JoinedSubclass;
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
 * attribute without a column in the entity's table has none.
 */
final class HibernateColumns {
    private static final String SYNTHETIC = "_";

    private final Metadata metadata;
    private final SortedMap<String, List<String>> columns = new TreeMap<>();

    private HibernateColumns(Metadata metadata) {
        this.metadata = metadata;
    }

    /**
     * Boots Hibernate's metadata, without a database.
     *
     * @param physicalNaming the class of the physical naming strategy
     */
    static SortedMap<String, List<String>> of(Collection<Class<?>> entities, String physicalNaming) {
        return booted(entities, physicalNaming, metadata -> {
            HibernateColumns columns = new HibernateColumns(metadata);
            metadata.getEntityBindings().forEach(columns::visit);
            return columns.columns;
        });
    }

    /** The columns of each foreign key of an entity's table that no unique key starts with. */
    static List<List<String>> foreignKeysWithoutIndex(
            Collection<Class<?>> entities, String entity, String physicalNaming) {
        return booted(entities, physicalNaming, metadata -> {
            Table table = metadata.getEntityBinding(entity).getTable();
            List<List<String>> unique = table.getUniqueKeys().values().stream()
                    .map(key -> names(key.getColumns()))
                    .toList();
            return table.getForeignKeys().values().stream()
                    .filter(ForeignKey::isCreationEnabled)
                    .map(key -> names(key.getColumns()))
                    .filter(columns -> unique.stream()
                            .noneMatch(key -> key.size() >= columns.size()
                                    && Set.copyOf(key.subList(0, columns.size()))
                                            .equals(Set.copyOf(columns))))
                    .toList();
        });
    }

    private static List<String> names(Collection<Column> columns) {
        return columns.stream()
                .map(column -> column.getName().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static <T> T booted(Collection<Class<?>> entities, String physicalNaming, Function<Metadata, T> question) {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                .applySetting("hibernate.dialect", "org.hibernate.dialect.PostgreSQLDialect")
                .applySetting("hibernate.boot.allow_jdbc_metadata_access", "false")
                .applySetting("hibernate.physical_naming_strategy", physicalNaming)
                .build();
        try {
            MetadataSources sources = new MetadataSources(registry);
            entities.forEach(sources::addAnnotatedClass);
            return question.apply(sources.buildMetadata());
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    private void visit(PersistentClass entity) {
        if (entity.getIdentifierProperty() != null) {
            visit(entity, "", entity.getIdentifierProperty().getName(), entity.getIdentifier(), entity.getKey());
        } else if (entity.getIdentifier() instanceof Component key) {
            key.getProperties()
                    .forEach(property ->
                            visit(entity, "", property.getName(), property.getValue(), property.getValue()));
        }
        for (Property property : entity.getPropertyClosure()) {
            if (!property.getName().startsWith(SYNTHETIC + "identifier") && !property.isSynthetic()) {
                visit(entity, "", property.getName(), property.getValue(), property.getValue());
            }
        }
    }

    /**
     * Notes an attribute.
     *
     * @param start the path to it, with a dot at its end, or empty
     * @param value its value
     * @param stored where its columns are: of a primary key, the table's own key
     */
    private void visit(PersistentClass entity, String start, String name, Value value, Value stored) {
        String path = start + name;
        if (value instanceof Component component && component.getAggregateColumn() == null) {
            int at = 0;
            for (Property inner : component.getProperties()) {
                visit(entity, path + ".", inner.getName(), inner.getValue(), inner.getValue());
                if (stored != value && inner.getValue().getSelectables().size() == 1) {
                    String column = text((Column) stored.getSelectables().get(at));
                    put(entity, path + "." + inner.getName(), List.of(table(entity.getTable()) + "." + column));
                }
                at += inner.getValue().getSelectables().size();
            }
            List<String> names = component.getSelectables().stream()
                    .filter(Column.class::isInstance)
                    .map(column -> table(entity.getTable()) + "." + text((Column) column))
                    .toList();
            put(entity, path, names.size() == 1 ? List.of() : names);
            return;
        }
        List<Selectable> selectables = selectables(entity, path, value, stored);
        List<String> names = new ArrayList<>();
        if (isIn(entity, value, stored)) {
            selectables.stream()
                    .filter(Column.class::isInstance)
                    .forEach(column -> names.add(table(entity.getTable()) + "." + text((Column) column)));
        }
        put(entity, path, names);
        if (value instanceof ToOne reference && !names.isEmpty()) {
            List<String> referenced = referenced(reference);
            for (int i = 0; i < referenced.size() && referenced.size() == names.size(); i++) {
                put(entity, path + "." + referenced.get(i), List.of(names.get(i)));
            }
        }
    }

    /** A one-to-one reference whose column is the primary key's is shown without any. */
    private static List<Selectable> selectables(PersistentClass entity, String name, Value value, Value stored) {
        if (value instanceof Component component && component.getAggregateColumn() != null) {
            return List.of(component.getAggregateColumn());
        }
        boolean isSharedKey = value instanceof OneToOne
                && Arrays.stream(entity.getMappedClass().getDeclaredFields())
                        .anyMatch(field -> field.getName().equals(name) && field.isAnnotationPresent(MapsId.class));
        return isSharedKey ? entity.getKey().getSelectables() : stored.getSelectables();
    }

    private static boolean isIn(PersistentClass entity, Value value, Value stored) {
        return entity instanceof UnionSubclass
                || stored.getTable() == null
                || stored.getTable() == entity.getTable()
                || entity instanceof JoinedSubclass joined && joined.getKey() == stored;
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
            key.getProperties().forEach(property -> leaves("", property, paths));
        }
        return paths;
    }

    private void leaves(String start, Property property, List<String> paths) {
        String path = start + property.getName();
        if (property.getValue() instanceof Component component) {
            component.getProperties().forEach(inner -> leaves(path + ".", inner, paths));
        } else if (property.getValue() instanceof ToOne reference) {
            referenced(reference).forEach(inner -> paths.add(path + "." + inner));
        } else {
            paths.add(path);
        }
    }

    private void put(PersistentClass entity, String path, List<String> names) {
        String type = entity.getClassName().substring(entity.getClassName().lastIndexOf('.') + 1);
        columns.put(type + "." + path, names);
    }

    /** As PostgreSQL gets it: what is not quoted is folded. */
    private static String text(Column column) {
        return folded(column.getName(), column.isQuoted());
    }

    private static String table(Table table) {
        String schema = table.getSchema() == null ? "" : folded(table.getSchema(), table.isSchemaQuoted()) + ".";
        return schema + folded(table.getName(), table.isQuoted());
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
