package dev.compositeindex.processor.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.ResolvedColumns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The columns of primary keys, where more than the field's own annotations say them; and what is refused for being unclear. */
class KeyColumnsTest {
    private static final String SOURCE = """
            package com.acme;

            import jakarta.persistence.*;
            import java.io.Serializable;

            class ResourceKey implements Serializable { String resourceId; Integer profileId; }

            @Entity @IdClass(ResourceKey.class) @Inheritance(strategy = InheritanceType.JOINED)
            class Resource {
                @Id @Column(name = "resource_id") String resourceId;
                @Id @Column(name = "profile_id") Integer profileId;
            }

            /*indexes of Slurm*/
            @Entity
            @PrimaryKeyJoinColumns({
                @PrimaryKeyJoinColumn(name = "prof_id", referencedColumnName = "profile_id"),
                @PrimaryKeyJoinColumn(name = "res_id", referencedColumnName = "resource_id")})
            class Slurm extends Resource {}

            /*indexes of Queue*/
            @Entity
            class Queue extends Slurm {}

            /*indexes of Unclear*/
            @Entity
            @PrimaryKeyJoinColumn(name = "a")
            @PrimaryKeyJoinColumn(name = "b")
            class Unclear extends Resource {}

            /*indexes of BelowUnclear*/
            @Entity
            class BelowUnclear extends Unclear {}

            @Embeddable class OneKey implements Serializable { Long x; }

            @Entity @Table(name = "`Ones`") @Inheritance(strategy = InheritanceType.JOINED)
            class One { @EmbeddedId OneKey id; }

            /*indexes of Two*/
            @Entity @PrimaryKeyJoinColumn(name = "one_x")
            class Two extends One {}

            /*indexes of Three*/
            @Entity
            class Three extends Two {}

            class BossKey implements Serializable { String first; String last; }

            @Entity @IdClass(BossKey.class)
            class Boss { @Id String first; @Id String last; String title; }

            @Embeddable class ReportKey implements Serializable { String name; BossKey boss; }

            /*indexes of Report*/
            @Entity
            class Report {
                @EmbeddedId ReportKey id;
                @MapsId("boss") @ManyToOne
                @JoinColumn(name = "boss_last", referencedColumnName = "last")
                @JoinColumn(name = "boss_first", referencedColumnName = "first")
                Boss boss;
            }

            /*indexes of Note*/
            @Entity
            class Note {
                @EmbeddedId ReportKey id;
                @MapsId("boss") @ManyToOne @JoinColumn(name = "p") @JoinColumn(name = "q")
                Boss boss;
            }

            @Entity @Inheritance(strategy = InheritanceType.JOINED)
            class Paper {
                @EmbeddedId ReportKey id;
                @MapsId("boss") @ManyToOne @JoinColumn(name = "p") @JoinColumn(name = "q")
                Boss boss;
            }

            /*indexes of Memo*/
            @Entity
            @PrimaryKeyJoinColumns({
                @PrimaryKeyJoinColumn(name = "memo_p", referencedColumnName = "p"),
                @PrimaryKeyJoinColumn(name = "memo_q", referencedColumnName = "q"),
                @PrimaryKeyJoinColumn(name = "memo_name", referencedColumnName = "name")})
            class Memo extends Paper {}

            /*indexes of Draft*/
            @Entity
            @PrimaryKeyJoinColumns({
                @PrimaryKeyJoinColumn(name = "a"), @PrimaryKeyJoinColumn(name = "b"), @PrimaryKeyJoinColumn(name = "c")})
            class Draft extends Paper {}

            @Entity class Room { @Id Long id; }

            @Embeddable class DeskKey implements Serializable { Long room; String place; }

            @MappedSuperclass
            class Desk {
                @EmbeddedId DeskKey id;
                @MapsId("room") @ManyToOne Room room;
            }

            /*indexes of Office*/
            @Entity
            @AssociationOverride(name = "room", joinColumns = @JoinColumn(name = "room_no"))
            @Inheritance(strategy = InheritanceType.JOINED)
            class Office extends Desk {}

            /*indexes of Studio*/
            @Entity
            class Studio extends Office { @ManyToOne Office next; }

            class CodeKey implements Serializable { Long code; }

            @MappedSuperclass @IdClass(CodeKey.class)
            class Coded {
                @Id @Column(name = "code_no") Long code;
                @Column(name = "label_text") String label;
                Long getCode() { return code; }
                String getLabel() { return label; }
            }

            /*indexes of Product*/
            @Entity @Access(AccessType.PROPERTY)
            class Product extends Coded {}

            /*indexes of Sale*/
            @Entity
            class Sale { @Id Long id; @ManyToOne Product product; }

            @Access(AccessType.PROPERTY)
            class TagKey implements Serializable {
                private Long number;
                Long getNumber() { return number; }
            }

            /*indexes of Tag*/
            @Entity @IdClass(TagKey.class)
            class Tag {
                @Id Long number;
                @Column(name = "tag_text") String text;
                @Column(name = "tag_number") Long getNumber() { return number; }
                String getText() { return text; }
            }

            /*indexes of Employee*/
            @Entity
            class Employee {
                @Id Long number;
                String hired;
                @Id Long getNumber() { return number; }
                @Column(name = "hired_on") String getHired() { return hired; }
            }

            @MappedSuperclass @Access(AccessType.PROPERTY)
            class Base {
                Long id;
                @Id Long getId() { return id; }
            }

            @Embeddable
            record Span(@Column(name = "from_day") String from, String until) {}

            /*indexes of Spanning*/
            @Entity
            class Spanning {
                Long id;
                Span span;
                @Id Long getId() { return id; }
                Span getSpan() { return span; }
            }

            @Embeddable class Mark { @Column(name = "made_by") String by; String getBy() { return by; } }

            @MappedSuperclass
            class Marked { @Id Long id; Mark mark; }

            /*indexes of Stamped*/
            @Entity @Access(AccessType.PROPERTY)
            class Stamped extends Marked { }

            /*indexes of Doubtful*/
            @Entity
            class Doubtful extends Base {
                @Column(name = "written") String text;
                String getText() { return text; }
            }
            """;

    private static final String OVERRIDDEN =
            "CI081 \"room\" has the column of \"room\", of which @AssociationOverride gives the name: in the primary key, Hibernate 5 does not take it, and later ones not in each table. Give the name on \"room\" itself, with @JoinColumn.";

    @TempDir
    private Path folder;

    private Map<String, String> resolve(CompilerKind compiler, Map<String, List<String>> paths) {
        return new ResolvedColumns(folder, compiler, CompositeIndexProcessor::new)
                .source("com/acme/Keys.java", SOURCE)
                .classPath(jakarta.persistence.Entity.class)
                .of(paths);
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void partsOfKeysHaveTheColumnsOfTheClassesOwnTable(CompilerKind compiler) {
        assertThat(resolve(
                        compiler,
                        Map.of(
                                "Slurm", List.of("resourceId", "profileId"),
                                "Queue", List.of("resourceId", "profileId"),
                                "Two", List.of("id.x"),
                                "Three", List.of("id.x"),
                                "Report", List.of("id.name", "id.boss.first", "id.boss.last", "boss.first"),
                                "Employee", List.of("number", "hired"),
                                "Spanning", List.of("span.until"),
                                "Stamped", List.of("mark.by"))))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("Slurm.resourceId", "slurm.res_id"),
                        Map.entry("Slurm.profileId", "slurm.prof_id"),
                        Map.entry("Queue.resourceId", "queue.res_id"),
                        Map.entry("Queue.profileId", "queue.prof_id"),
                        Map.entry("Two.id.x", "two.one_x"),
                        Map.entry("Three.id.x", "three.one_x"),
                        Map.entry("Report.id.name", "report.name"),
                        Map.entry("Report.id.boss.first", "report.boss_first"),
                        Map.entry("Report.id.boss.last", "report.boss_last"),
                        Map.entry("Report.boss.first", "report.boss_first"),
                        Map.entry("Spanning.span.until", "spanning.until"),
                        Map.entry("Stamped.mark.by", "stamped.by"),
                        Map.entry("Employee.number", "employee.number"),
                        Map.entry("Employee.hired", "employee.hired_on")));
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void whatIsClearIsToldBesideWhatIsNot(CompilerKind compiler) {
        assertThat(resolve(compiler, Map.of("Memo", List.of("id.name"), "Office", List.of("room", "id.place"))))
                .containsOnly(
                        Map.entry("Memo.id.name", "memo.memo_name"),
                        Map.entry("Office.room", "office.room_no"),
                        Map.entry("Office.id.place", "office.place"));
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void keysOfIdClassesAreReadByTheAccessOfTheEntityOrTheIdClass(CompilerKind compiler) {
        assertThat(resolve(
                        compiler,
                        Map.of(
                                "Product", List.of("code", "label"),
                                "Sale", List.of("product"),
                                "Tag", List.of("number", "text"))))
                .containsOnly(
                        Map.entry("Product.code", "product.code"),
                        Map.entry("Product.label", "product.label_text"),
                        Map.entry("Sale.product", "sale.product_code"),
                        Map.entry("Tag.number", "tag.tag_number"),
                        Map.entry("Tag.text", "tag.tag_text"));
    }

    @ParameterizedTest
    @EnumSource(CompilerKind.class)
    void whatIsNotSaidOrHasSeveralColumnsIsRefused(CompilerKind compiler) {
        assertThat(resolve(
                        compiler,
                        Map.of(
                                "Unclear", List.of("profileId"),
                                "BelowUnclear", List.of("profileId"),
                                "Report", List.of("id.boss", "id.boss.title", "id.boss.none"),
                                "Note", List.of("id.boss", "id.boss.last", "boss.last", "boss.title"),
                                "Memo", List.of("id.boss.first"),
                                "Draft", List.of("id.name"),
                                "Office", List.of("id.room"),
                                "Studio", List.of("id.room", "next"),
                                "Spanning", List.of("span.from"),
                                "Doubtful", List.of("text"))))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry(
                                        "Unclear.profileId",
                                        "CI081 \"profileId\" belongs to the primary key, and @PrimaryKeyJoinColumn on com.acme.Unclear does not say which column of its table that is. Say it with referencedColumnName, in each."),
                                Map.entry(
                                        "BelowUnclear.profileId",
                                        "CI081 \"profileId\" belongs to the primary key, and @PrimaryKeyJoinColumn on com.acme.Unclear does not say which column of its table that is. Say it with referencedColumnName, in each."),
                                Map.entry(
                                        "Report.id.boss",
                                        "CI079 \"boss\" has 2 columns: boss_last, boss_first. Name \"id.boss.last\" or \"id.boss.first\"."),
                                Map.entry(
                                        "Report.id.boss.title",
                                        "CI075 \"title\" is a field of com.acme.Boss, in whose table its column is. Declare the index there."),
                                Map.entry(
                                        "Report.id.boss.none",
                                        "CI001 no field \"none\" of path \"id.boss.none\" in com.acme.Boss. The fields are: first, last, title."),
                                Map.entry(
                                        "Note.id.boss",
                                        "CI081 \"boss\" has columns of \"boss\", of which it is not said which is which. Say with referencedColumnName which column refers to which."),
                                Map.entry(
                                        "Note.id.boss.last",
                                        "CI081 \"boss\" has columns of \"boss\", of which it is not said which is which. Say with referencedColumnName which column refers to which."),
                                Map.entry(
                                        "Note.boss.last",
                                        "CI079 \"boss\" has 2 columns: p, q. Say with referencedColumnName which column refers to which, or write the columns in double quotes."),
                                Map.entry(
                                        "Note.boss.title",
                                        "CI075 \"title\" is a field of com.acme.Boss, in whose table its column is. Declare the index there."),
                                Map.entry(
                                        "Memo.id.boss.first",
                                        "CI081 \"boss\" has columns of \"boss\", of which it is not said which is which. Say with referencedColumnName which column refers to which."),
                                Map.entry(
                                        "Draft.id.name",
                                        "CI081 \"name\" belongs to the primary key, and @PrimaryKeyJoinColumn on com.acme.Draft does not say which column of its table that is. Say it with referencedColumnName, in each."),
                                Map.entry("Office.id.room", OVERRIDDEN),
                                Map.entry("Studio.id.room", OVERRIDDEN),
                                Map.entry(
                                        "Studio.next",
                                        "CI081 \"next\" refers to com.acme.Office, of whose primary key annotations do not say which column is which. Say it with referencedColumnName."),
                                Map.entry(
                                        "Spanning.span.from",
                                        "CI080 \"from\" is a field or a getter of a class of which Hibernate 6 and 7 do not agree by which of both it is mapped. Say it, with @Access on the class that has it."),
                                Map.entry(
                                        "Doubtful.text",
                                        "CI080 \"text\" is a field or a getter of a class of which Hibernate 6 and 7 do not agree by which of both it is mapped. Say it, with @Access on the class that has it.")));
    }
}
