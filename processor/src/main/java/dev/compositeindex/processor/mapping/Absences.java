package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.mapping.ColumnResolver.Absent;
import dev.compositeindex.processor.model.ColumnDecl;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.TypeDecl;
import dev.compositeindex.processor.model.TypeDecl.Level;
import java.util.Optional;

/** Why a field has no column in the table of the class that is annotated. */
final class Absences {

    private Absences() {}

    /**
     * The reason, if there is one.
     *
     * @param entity the class that is annotated
     * @param owner the class whose field it is: that one, or that of an embedded value
     */
    static Optional<Absent> of(EntityDecl entity, TypeDecl owner, FieldDecl field) {
        Optional<Absent> ofKind = ofKind(entity, field);
        Hierarchy hierarchy = new Hierarchy(owner);
        if (ofKind.isEmpty() && hierarchy.isUnmapped(field)) {
            return Optional.of(new Absent(
                    Code.NOT_MAPPED,
                    "%s is a field of %s, which is no mapped superclass, so it is not stored. Annotate that class with @MappedSuperclass, or name a stored field."
                            .formatted(Printable.quoted(field.name()), field.declaredBy())));
        }
        boolean isAbove = owner == entity.own()
                && hierarchy.is(Hierarchy.JOINED)
                && !field.mapping().isId()
                && !hierarchy.owner(field).name().equals(owner.name());
        return ofKind.isEmpty() && isAbove ? Optional.of(above(field, hierarchy.owner(field))) : ofKind;
    }

    private static Absent above(FieldDecl field, Level level) {
        return new Absent(
                Code.JOINED_TABLE,
                "%s is a field of %s, and in a joined hierarchy each class has a table of its own. Declare the index on that class."
                        .formatted(Printable.quoted(field.name()), level.name()));
    }

    private static Optional<Absent> ofKind(EntityDecl entity, FieldDecl field) {
        String name = Printable.quoted(field.name());
        return switch (field.kind()) {
            case COLUMN, EMBEDDED, TO_ONE -> Optional.empty();
            case STATIC ->
                absent(Code.STATIC_FIELD, name + " is static, so no column holds it. Name an instance field.");
            case TRANSIENT ->
                absent(Code.TRANSIENT_FIELD, name + " is transient, so no column holds it. Name a stored field.");
            case COLLECTION ->
                absent(
                        Code.COLLECTION_FIELD,
                        name
                                + " is a collection, whose elements are rows of another table. Declare the index on their class."
                                + foreignKey(entity, field));
            case COLLECTION_TABLE ->
                absent(
                        Code.COLLECTION_FIELD,
                        name
                                + " is a collection, whose elements are rows of a table that no class has. Create that index in a migration of your own.");
            case NO_PROPERTY ->
                absent(
                        Code.NOT_MAPPED,
                        name
                                + " has no getter, and the class is mapped by its getters, so it is not stored. Give it one, or name a property that has one.");
            case NO_PROPERTY_YET ->
                absent(
                        Code.NOT_MAPPED,
                        name
                                + " has no getter, and the class is mapped by its getters. Lombok has not made it: in annotationProcessorPaths, lombok comes before compositeindex-processor. Or write the getter.");
            case DOUBTFUL ->
                absent(
                        Code.NOT_MAPPED,
                        name
                                + " is a field or a getter of a class of which Hibernate 6 and 7 do not agree by which of both it is mapped. Say it, with @Access on the class that has it.");
            case FORMULA ->
                absent(
                        Code.FORMULA,
                        name
                                + " is computed by SQL on each read, so no column holds it. Index the columns that it is computed of.");
            case INVERSE ->
                absent(
                        Code.INVERSE_REFERENCE,
                        name
                                + " is the side of the reference without foreign key. Declare the index on the class of the other side.");
            case SHARED_KEY ->
                absent(
                        Code.SHARED_KEY,
                        name
                                + " refers by the primary key itself, and has no column of its own. Name the primary key's field.");
            case JOIN_TABLE ->
                absent(
                        Code.JOIN_TABLE,
                        name
                                + " is stored in a join table, and an index is on one table. Create that index in a migration of your own.");
            case ANY ->
                absent(
                        Code.OPAQUE_COLUMNS,
                        name
                                + " may refer to rows of several tables, and has two columns. Write the one to index in double quotes, as the database has it.");
            case OPAQUE ->
                absent(
                        Code.OPAQUE_COLUMNS,
                        name
                                + " has columns whose names only Hibernate knows. Write the one to index in double quotes, as the database has it.");
        };
    }

    /** The column in the elements' table, of which no field there need know. */
    private static String foreignKey(EntityDecl entity, FieldDecl field) {
        NameStrategy names = NameStrategy.of(entity.own().framework(), entity.naming());
        return field.mapping().reference().columns().stream()
                .map(ColumnDecl::name)
                .filter(written -> !written.isEmpty())
                .map(written -> Printable.quoted(names.given(written)))
                .reduce((first, second) -> first + " and " + second)
                .map(columns ->
                        " Of the foreign key, %s, no field there need know: a column is written in double quotes."
                                .formatted(columns))
                .orElse("");
    }

    private static Optional<Absent> absent(Code code, String text) {
        return Optional.of(new Absent(code, text));
    }
}
