package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.TypeDecl.Level;
import dev.compositeindex.processor.model.TypeDecl.MappedIndex;
import dev.compositeindex.processor.model.TypeDecl.MappedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Indexes that JPA's {@code @Table} declares, as if they were declared by annotations of ours. */
public final class JpaIndexes {
    private static final Pattern ITEM = Pattern.compile("(.*?)(\\s+(?i:asc|desc))?", Pattern.DOTALL);

    private JpaIndexes() {}

    /**
     * The class with the indexes of its own annotation after the others. Columns become the paths of the fields that have them.
     * One that no field has is Hibernate's own, or another class's, and named as the database has it; but if it is nearly
     * a field's, it stays as it is, to be refused with the field that is meant.
     */
    public static EntityDecl added(EntityDecl entity) {
        return entity.withIndexes(
                Stream.concat(entity.indexes().stream(), of(entity, entity.own().own()).stream())
                        .toList());
    }

    /** The indexes that the annotation of a class or of one of its superclasses declares, as far as this class has the fields. */
    public static List<IndexDecl> of(EntityDecl entity, Level level) {
        List<MappedIndex> declared = level.table().map(MappedTable::indexes).orElse(List.of());
        if (declared.isEmpty()) {
            return List.of();
        }
        WrittenColumns columns = new WrittenColumns(entity);
        NameStrategy names = NameStrategy.of(entity.own().framework(), entity.naming());
        List<IndexDecl> indexes = new ArrayList<>();
        for (MappedIndex index : declared) {
            indexes.add(IndexDecl.simple(
                    new Site.OfIndex(entity.type().binary(), indexes.size() + 1, name(index), true),
                    items(index.columns())
                            .map(item -> key(item, columns, names))
                            .toList(),
                    index.isUnique()));
        }
        return indexes;
    }

    /** The given name as the database has it, or empty. No naming strategy rewrites it, but PostgreSQL folds it. */
    public static String name(MappedIndex index) {
        LogicalName name = LogicalName.of(index.name());
        return name.isQuoted() ? name.text() : Words.folded(name.text());
    }

    private static Stream<String> items(String columns) {
        return Stream.of(columns.split(",", -1)).map(String::strip);
    }

    private static String key(String item, WrittenColumns columns, NameStrategy names) {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            return item;
        }
        String order = matcher.group(2) == null ? "" : matcher.group(2);
        String column = matcher.group(1);
        return columns.find(column).map(Map.Entry::getKey).orElseGet(() -> other(column, columns, names)) + order;
    }

    private static String other(String column, WrittenColumns columns, NameStrategy names) {
        String name = LogicalName.of(column).text();
        boolean isNone = name.isBlank() || name.codePoints().anyMatch(Character::isWhitespace);
        return isNone || Suggestions.nearest(name, columns.names()).isPresent()
                ? column
                : '"' + names.given(column).replace("\"", "\"\"") + '"';
    }
}
