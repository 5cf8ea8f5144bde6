package dev.compositeindex.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.AbstractEntityPersister;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;

/**
 * A second reading of Hibernate, from 6 on, so that the first can be trusted: the columns with which its session factory reads
 * and writes rows.
 */
final class RuntimeColumns {
    private final AbstractEntityPersister entity;
    private final String type;
    private final SortedMap<String, List<String>> expected;

    private RuntimeColumns(AbstractEntityPersister entity, SortedMap<String, List<String>> expected) {
        this.entity = entity;
        this.type = simpleName(entity.getEntityName());
        this.expected = expected;
    }

    /**
     * Fails where the columns are others than those that were read from the metadata.
     *
     * @param expected these
     */
    static void check(Metadata metadata, SortedMap<String, List<String>> expected) {
        try (SessionFactoryImplementor factory = (SessionFactoryImplementor) metadata.buildSessionFactory()) {
            MappingMetamodel model = factory.getRuntimeMetamodels().getMappingMetamodel();
            metadata.getEntityBindings()
                    .forEach(binding -> new RuntimeColumns(
                                    (AbstractEntityPersister) model.getEntityDescriptor(binding.getEntityName()),
                                    expected)
                            .check());
        }
    }

    private void check() {
        for (int i = 0; i < entity.getNumberOfAttributeMappings(); i++) {
            AttributeMapping attribute = entity.getAttributeMapping(i);
            // Of an attribute that is part of the key, too, what the key says counts.
            if (!attribute.getAttributeName().startsWith("_identifier") && !isPartOfKey(attribute)) {
                check(attribute.getAttributeName(), attribute);
            }
        }
        EntityIdentifierMapping key = entity.getIdentifierMapping();
        List<String> columns = keyOfOwnTable();
        if (entity.hasIdentifierProperty()) {
            checkKey(key.getAttributeName(), key, columns);
        } else if (key instanceof EmbeddableValuedModelPart parts) {
            checkPartsOfKey("", parts, columns);
        }
    }

    /** In the order of the parts of the key. */
    private List<String> keyOfOwnTable() {
        List<String> columns = new ArrayList<>();
        entity.forEachMutableTable(mapping -> {
            if (entity instanceof UnionSubclassEntityPersister
                    || mapping.getTableName().equals(entity.getTableName())) {
                mapping.getKeyDetails().forEachKeyColumn((i, column) -> columns.add(folded(column.getColumnName())));
            }
        });
        return columns;
    }

    private void checkKey(String path, ModelPart part, List<String> columns) {
        compare(path, columns);
        if (part instanceof EmbeddableValuedModelPart parts) {
            checkPartsOfKey(path + ".", parts, columns);
        }
    }

    private void checkPartsOfKey(String start, EmbeddableValuedModelPart key, List<String> columns) {
        EmbeddableMappingType parts = key.getEmbeddableTypeDescriptor();
        int from = 0;
        for (int i = 0; i < parts.getNumberOfAttributeMappings(); i++) {
            AttributeMapping part = parts.getAttributeMapping(i);
            int to = from + part.getJdbcTypeCount();
            checkKey(start + part.getAttributeName(), part, columns.subList(from, to));
            from = to;
        }
    }

    private boolean isPartOfKey(AttributeMapping attribute) {
        return !entity.hasIdentifierProperty()
                && entity.getIdentifierMapping() instanceof EmbeddableValuedModelPart parts
                && parts.findSubPart(attribute.getAttributeName(), null) != null;
    }

    private void check(String path, ModelPart part) {
        List<String> found = new ArrayList<>();
        part.forEachSelectable((i, column) -> {
            if (entity instanceof UnionSubclassEntityPersister
                    || column.getContainingTableExpression().equals(entity.getTableName())) {
                found.add(name(column));
            }
        });
        compare(path, found);
        if (part instanceof ToOneAttributeMapping reference) {
            checkReference(path, reference);
        } else if (part instanceof EmbeddableValuedModelPart parts) {
            checkParts(path + ".", parts);
        }
    }

    private void compare(String path, List<String> found) {
        List<String> noted = names(expected.getOrDefault(type + "." + path, List.of()));
        if (!noted.equals(found)) {
            throw new IllegalStateException("%s.%s is %s, and %s at run time".formatted(type, path, noted, found));
        }
    }

    private void checkParts(String start, EmbeddableValuedModelPart value) {
        EmbeddableMappingType parts = value.getEmbeddableTypeDescriptor();
        for (int i = 0; i < parts.getNumberOfAttributeMappings(); i++) {
            AttributeMapping part = parts.getAttributeMapping(i);
            check(start + part.getAttributeName(), part);
        }
    }

    /** Each column of a foreign key refers to the column of the attribute that it is noted for. */
    private void checkReference(String path, ToOneAttributeMapping reference) {
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        reference.getForeignKeyDescriptor().getKeyPart().forEachSelectable((i, column) -> from.add(name(column)));
        reference.getForeignKeyDescriptor().getTargetPart().forEachSelectable((i, column) -> to.add(name(column)));
        String start = type + "." + path + ".";
        expected.subMap(start, start + Character.MAX_VALUE).forEach((full, columns) -> {
            String inTarget = full.substring(start.length());
            int at = columns.isEmpty() ? -1 : from.indexOf(names(columns).get(0));
            if (at >= 0 && expected.entrySet().stream().noneMatch(entry -> isOf(entry, inTarget, to.get(at)))) {
                throw new IllegalStateException(
                        "%s is %s, which refers to %s at run time".formatted(full, columns, to.get(at)));
            }
        });
    }

    private static boolean isOf(Map.Entry<String, List<String>> entry, String path, String column) {
        return entry.getKey().substring(entry.getKey().indexOf('.') + 1).equals(path)
                && names(entry.getValue()).equals(List.of(column));
    }

    private static List<String> names(List<String> columns) {
        return columns.stream()
                .map(column -> column.substring(column.lastIndexOf('.') + 1))
                .toList();
    }

    private static String name(SelectableMapping column) {
        return folded(column.getSelectionExpression());
    }

    /** As PostgreSQL gets it. */
    private static String folded(String written) {
        return written.startsWith("\"") ? written.substring(1, written.length() - 1) : written.toLowerCase(Locale.ROOT);
    }

    private static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
