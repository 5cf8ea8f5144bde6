package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.TypeDecl.Level;
import dev.compositeindex.processor.model.TypeDecl.MappedIndex;
import dev.compositeindex.processor.model.TypeDecl.MappedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Indexes that JPA's {@code @Table} declares, as if they were declared by annotations of ours. */
public final class JpaIndexes {
    private static final Pattern ITEM = Pattern.compile("(.*?)(\\s+(?i:asc|desc))?", Pattern.DOTALL);

    private JpaIndexes() {}

    /**
     * The class with the indexes of its own annotation after the others. Columns become the paths of the fields that have them.
     * One that no field has is Hibernate's own, or another class's, and named as the database has it.
     */
    public static EntityDecl added(EntityDecl entity) {
        return entity.withIndexes(Stream.concat(
                        entity.indexes().stream(),
                        of(entity, entity.own().own()).stream()
                                .filter(index -> declared(entity)
                                        .get(index.site().ordinal() - 1)
                                        .sql()
                                        .isEmpty()))
                .toList());
    }

    /** The indexes that the annotation of a class or of one of its superclasses declares, as far as this class has the fields. */
    public static List<IndexDecl> of(EntityDecl entity, Level level) {
        List<MappedIndex> declared = level.table().map(MappedTable::indexes).orElse(List.of());
        if (declared.isEmpty()) {
            return List.of();
        }
        WrittenColumns columns = new WrittenColumns(entity);
        List<IndexDecl> indexes = new ArrayList<>();
        for (MappedIndex index : declared) {
            indexes.add(IndexDecl.simple(
                    new Site.OfIndex(entity.type().binary(), indexes.size() + 1, name(index), true),
                    items(index.columns()).map(item -> key(item, columns)).toList(),
                    index.isUnique()));
        }
        return indexes;
    }

    /** What is said of an index that JPA accepts, if it is not taken over: never an error. */
    public static Problem untaken(Site site, String which, String why) {
        return new Problem(Code.JPA_INDEX_NOT_TAKEN, site, which + " not taken over: " + why);
    }

    /** Why none of the class's indexes can be taken over, if that is so. */
    public static Optional<Problem> untakenTable(EntityDecl entity) {
        return Tables.absence(entity)
                .or(() -> Tables.doubt(entity))
                .filter(why -> !declared(entity).isEmpty())
                .map(why -> untaken(new Site.OfMappedTable(entity.type().binary()), "its indexes are", why));
    }

    /** What is to be said of those that are added, or are not: of what else their statements shall have, we know nothing. */
    public static List<Problem> notes(EntityDecl entity) {
        List<Problem> notes = new ArrayList<>();
        List<MappedIndex> declared = declared(entity);
        for (int i = 0; i < declared.size(); i++) {
            MappedIndex index = declared.get(i);
            if (!index.sql().isEmpty()) {
                notes.add(untaken(
                        new Site.OfIndex(entity.type().binary(), i + 1, name(index), true),
                        "it is",
                        "its type or options are SQL, %s. Declare it with @CompositeIndex, which has attributes for that."
                                .formatted(Printable.quoted(index.sql()))));
            }
        }
        byName(entity).ifPresent(notes::add);
        return notes;
    }

    /** The columns of which nothing in the class says that they are there, told once; empty if there are none. */
    private static Optional<Problem> byName(EntityDecl entity) {
        WrittenColumns columns = new WrittenColumns(entity);
        List<String> unsaid = declared(entity).stream()
                .flatMap(index -> items(index.columns()))
                .map(Item::of)
                .filter(Item::isColumn)
                .map(Item::column)
                .filter(columns::isUnsaid)
                .distinct()
                .toList();
        String meant = unsaid.stream()
                .flatMap(column -> Suggestions.nearest(LogicalName.of(column).text(), columns.names()).stream())
                .map(Printable::quoted)
                .distinct()
                .collect(Collectors.joining(" or "));
        return Optional.of(unsaid)
                .filter(names -> !names.isEmpty())
                .map(names -> new Problem(
                        Code.JPA_INDEX_BY_NAME,
                        new Site.OfMappedTable(entity.type().binary()),
                        "nothing in the class has the column %s, which is taken over by its name, as Hibernate does. That is right if a collection of another class has its foreign key or its order there.%s"
                                .formatted(
                                        names.stream().map(Printable::quoted).collect(Collectors.joining(" or ")),
                                        meant.isEmpty() ? "" : " Or did you mean " + meant + "?")));
    }

    private static List<MappedIndex> declared(EntityDecl entity) {
        return entity.own().own().table().map(MappedTable::indexes).orElse(List.of());
    }

    /** The given name as the database has it, or empty. No naming strategy rewrites it, but PostgreSQL folds it. */
    public static String name(MappedIndex index) {
        LogicalName name = LogicalName.of(index.name());
        return name.isQuoted() ? name.text() : Words.folded(name.text());
    }

    private static Stream<String> items(String columns) {
        return Stream.of(columns.split(",", -1)).map(String::strip);
    }

    private static String key(String item, WrittenColumns columns) {
        Item parsed = Item.of(item);
        return parsed.isColumn() ? columns.key(parsed.column()) + parsed.order() : item;
    }

    /**
     * An element of a list of columns.
     *
     * @param column the name, as written
     * @param order what follows, with the space before it, or empty
     */
    private record Item(String column, String order) {

        static Item of(String text) {
            Matcher matcher = ITEM.matcher(text);
            return matcher.matches()
                    ? new Item(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2))
                    : new Item(text, "");
        }

        /** Hibernate takes expressions, too; a name has quotes around spaces and parentheses. */
        boolean isColumn() {
            LogicalName name = LogicalName.of(column);
            return !name.text().isBlank()
                    && (name.isQuoted() || name.text().codePoints().noneMatch(c -> " \t\n()".indexOf(c) >= 0));
        }
    }
}
