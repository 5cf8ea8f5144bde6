package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import jakarta.persistence.Entity;
import java.nio.file.Path;
import java.util.List;
import org.hibernate.annotations.Formula;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which references need no index of their own: those that a constraint serves, and those that are none in the database. */
class ForeignKeyWarningsTest {
    /** A reference of one column, one of a column that is named, and one of two columns. */
    private static final String LESSON = """
            package com.acme;

            import jakarta.persistence.*;
            import org.hibernate.annotations.*;

            @dev.compositeindex.CompositeIndex(fields = "id", where = "{id} > 0")
            @jakarta.persistence.Table(uniqueConstraints = {%s})
            @Entity class Lesson {
                @Id Long id;
                @Column(name = "heading2Text") String title;
                @ManyToOne Course course;
                @ManyToOne @JoinColumn(name = "nextCourse") Course next;
                @ManyToOne @JoinColumns({
                    @JoinColumn(name = "roomHouse", referencedColumnName = "house"),
                    @JoinColumn(name = "roomNo", referencedColumnName = "no")
                }) Room room;
            }

            @Entity class Course { @Id Long id; }

            @IdClass(Room.Key.class)
            @Entity class Room {
                @Id int house;
                @Id int no;
                static class Key implements java.io.Serializable { int house; int no; }
            }
            """;

    @TempDir
    private Path folder;

    /** What is left to warn of, by the columns of each constraint. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | course next room",
                "heading2Text | course next room",
                "heading2Text, course_id | course next room",
                "course_id | next room",
                "COURSE_ID | next room",
                "`course_id` | next room",
                "course_id, heading2Text | next room",
                "nextCourse | course room",
                "next_course | course room",
                "nextCourse, course_id | course room",
                "roomHouse, roomNo | course next",
                "room_no, room_house, course_id | course next",
                "roomNo | course next room",
                "roomNo, course_id, roomHouse | course next room",
                "course_id ; nextCourse | room",
                "heading2Text ; course_id | next room",
                // A discriminator, or whatever it is: it may be any of them.
                "dtype | room",
                "heading2Text, dtype | course next room",
                "dtype, roomNo | ''",
                "dtype, heading2Text | room"
            })
    void aUniqueConstraintServesTheReferenceThatItStartsWith(String constraints, String warned) {
        StringBuilder annotations = new StringBuilder();
        for (String columns : constraints.isEmpty() ? new String[0] : constraints.split(" ; ")) {
            annotations.append("@UniqueConstraint(columnNames = {\"%s\"}),".formatted(columns.replace(", ", "\", \"")));
        }
        for (CompilerKind compiler : CompilerKind.all().toList()) {
            assertThat(warned(compiler, LESSON.formatted(annotations)))
                    .containsExactlyElementsOf(warned.isEmpty() ? List.of() : List.of(warned.split(" ")));
        }
    }

    /** A hierarchy in one table has the root's constraints; in one of several tables, each class has its own. */
    @ParameterizedTest
    @CsvSource({
        "SINGLE_TABLE, course_id, ''",
        "SINGLE_TABLE, id, course",
        "JOINED, id, course",
        "JOINED, nowhere, course"
    })
    void aConstraintIsOfItsTable(String inheritance, String column, String warned) {
        String source = """
                package com.acme;
                import jakarta.persistence.*;
                @Table(uniqueConstraints = @UniqueConstraint(columnNames = "%s"))
                @Entity @Inheritance(strategy = InheritanceType.%s) class Item { @Id Long id; }
                @dev.compositeindex.CompositeIndex(fields = "length") @Entity
                class Lesson extends Item { int length; @ManyToOne Course course; }
                @Entity class Course { @Id Long id; }
                """.formatted(column, inheritance);

        assertThat(warned(CompilerKind.JAVAC, source))
                .containsExactlyElementsOf(warned.isEmpty() ? List.of() : List.of(warned));
    }

    /** That Hibernate makes no constraint of them is tested in module hibernate-oracle. */
    @ParameterizedTest
    @EnumSource
    void whatHasNoConstraintIsNotWarnedOf(CompilerKind compiler) {
        String constraint = "foreignKey = @jakarta.persistence.ForeignKey(ConstraintMode.%s), value = {";
        String source = LESSON.formatted("");

        assertThat(warned(compiler, source.replace("@ManyToOne Course", "@ManyToOne @NotFound Course")))
                .containsExactly("next", "room");
        assertThat(warned(
                        compiler,
                        source.replace(
                                "@ManyToOne @JoinColumn(",
                                "@ManyToOne @NotFound(action = NotFoundAction.IGNORE) @JoinColumn(")))
                .containsExactly("course", "room");
        assertThat(warned(
                        compiler,
                        source.replace("@JoinColumns({", "@JoinColumns(" + constraint.formatted("NO_CONSTRAINT"))))
                .containsExactly("course", "next");
        assertThat(warned(
                        compiler,
                        source.replace("@JoinColumns({", "@JoinColumns(" + constraint.formatted("CONSTRAINT"))))
                .containsExactly("course", "next", "room");
    }

    /** Hibernate heeds the constraint of the override, and not that of its columns; a field's is not given back. */
    @ParameterizedTest
    @EnumSource
    void whatAnOverrideSays(CompilerKind compiler) {
        String source = """
                package com.acme;
                import jakarta.persistence.*;
                @MappedSuperclass class Above {
                    @ManyToOne Lesson freed;
                    @ManyToOne Lesson freedByColumn;
                    @ManyToOne @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT)) Lesson neverBound;
                    @ManyToOne Lesson renamed;
                }
                @AssociationOverride(name = "freed", joinColumns = @JoinColumn(name = "a"),
                    foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
                @AssociationOverride(name = "freedByColumn",
                    joinColumns = @JoinColumn(name = "b", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT)))
                @AssociationOverride(name = "neverBound", joinColumns = @JoinColumn(name = "c"),
                    foreignKey = @ForeignKey(ConstraintMode.CONSTRAINT))
                @AssociationOverride(name = "renamed", joinColumns = @JoinColumn(name = "d"))
                @dev.compositeindex.CompositeIndex(fields = "title")
                @Entity class Lesson extends Above { @Id Long id; String title; }
                """;

        assertThat(warned(compiler, source)).containsExactly("freedByColumn", "renamed");
    }

    private List<String> warned(CompilerKind compiler, String source) {
        return Compilation.in(folder)
                .classPath(Compilation.whereIs(Entity.class))
                .classPath(Compilation.whereIs(Formula.class))
                .source("com/acme/Lesson.java", source)
                .run(compiler, new CompositeIndexProcessor())
                .messages()
                .stream()
                .map(Message::text)
                .filter(text -> text.startsWith("[CI") && !text.startsWith("[CI024]"))
                .map(text -> text.replaceFirst("\\[CI090] com\\.acme\\.Lesson, (\\w+): .*", "$1"))
                .toList();
    }
}
