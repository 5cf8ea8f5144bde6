package dev.compositeindex.oracle.shapes;

import java.util.ArrayList;
import java.util.List;

/** The values that classes of a shape embed. */
final class Values {
    private static final int MIDDLE = 1;

    private final Shape shape;
    private final Naming naming;

    Values(Shape shape) {
        this.shape = shape;
        this.naming = shape.naming();
    }

    /** What a class of the hierarchy embeds. */
    List<Member> members(int level) {
        boolean isLeaf = level == shape.inheritance().levels() - 1;
        return switch (shape.embeddables()) {
            case NONE -> List.of();
            case NESTED, INHERITED, RECORD ->
                level == MIDDLE ? List.of(Member.of("", shape.className("Value"), "value")) : List.of();
            case GENERIC ->
                level == MIDDLE
                        ? List.of(
                                Member.of("", "%s<String>".formatted(shape.className("Holder")), "textHolder"),
                                Member.of(
                                        Overridable.annotations(
                                                "second",
                                                List.of(Overridable.column("content"), Overridable.column("holderNo"))),
                                        "%s<Long>".formatted(shape.className("Holder")),
                                        "numberHolder"))
                        : List.of();
            case OVERRIDDEN -> {
                List<Member> members = new ArrayList<>();
                if (level == 0) {
                    members.add(Member.of("", shape.className("Value"), "rootValue"));
                }
                if (isLeaf) {
                    members.add(Member.of(
                            "@Embedded "
                                    + Overridable.annotations(
                                            "second",
                                            List.of(
                                                    Overridable.column("valueText"),
                                                    Overridable.column("inner.innerText"),
                                                    Overridable.column("inner.innerNo"),
                                                    Overridable.reference("valueRef", 1))),
                            shape.className("Value"),
                            "leafValue"));
                }
                yield members;
            }
        };
    }

    /** What a class below one of the hierarchy can override. */
    List<Overridable> overridable(int level) {
        return members(level).stream()
                .flatMap(member -> switch (shape.embeddables()) {
                    case NONE -> List.<Overridable>of().stream();
                    case GENERIC -> List.of(Overridable.column(member.name() + ".content")).stream();
                    case RECORD -> List.of(Overridable.column(member.name() + ".inner.innerText")).stream();
                    case INHERITED -> List.of(Overridable.column(member.name() + ".inheritedText")).stream();
                    case NESTED, OVERRIDDEN ->
                        List.of(
                                Overridable.column(member.name() + ".inner.innerText"),
                                Overridable.reference(member.name() + ".valueRef", 1))
                                .stream();
                })
                .toList();
    }

    /** The classes of these values. */
    String classTexts() {
        Placement placement = shape.access().ofOthers();
        StringBuilder text = new StringBuilder();
        if (shape.generics() == Generics.EMBEDDED) {
            text.append(placement.text(
                    "@Embeddable class " + shape.className("Stamp"),
                    List.of(Member.of(naming.ofColumn("stampedBy"), "String", "stampedBy"))));
        }
        switch (shape.embeddables()) {
            case NONE -> {}
            case NESTED, OVERRIDDEN -> text.append(value(placement)).append(inner(placement));
            case GENERIC ->
                text.append(placement.text(
                        "@Embeddable class %s<C>".formatted(shape.className("Holder")),
                        List.of(Member.of("", "C", "content"), Member.of("", "Long", "holderNo"))));
            case RECORD ->
                text.append(
                                "@Embeddable record %s(String valueText, @Column(name = \"valueCodeCol\") String valueCode, %s inner) {}%n%n"
                                        .formatted(shape.className("Value"), shape.className("Inner")))
                        .append(
                                "@Embeddable record %s(@Column(name = \"innerCol\") String innerText, Long innerNo) {}%n%n"
                                        .formatted(shape.className("Inner")));
            case INHERITED ->
                text.append(placement.text(
                                "@Embeddable class %s extends %s"
                                        .formatted(shape.className("Value"), shape.className("AbstractValue")),
                                List.of(Member.of(naming.ofColumn("valueText"), "String", "valueText"))))
                        .append(placement.text(
                                "@MappedSuperclass abstract class " + shape.className("AbstractValue"),
                                List.of(Member.of("@Column(name = \"inheritedCol\") ", "String", "inheritedText"))));
        }
        return text.toString();
    }

    private String value(Placement placement) {
        String override = shape.embeddables() == Embeddables.OVERRIDDEN
                ? "@AttributeOverride(name = \"innerText\", column = @Column(name = \"innerOfValue\")) "
                : "";
        return placement.text(
                "@Embeddable class " + shape.className("Value"),
                List.of(
                        Member.of(naming.ofColumn("valueText"), "String", "valueText"),
                        Member.of(override, shape.className("Inner"), "inner"),
                        Member.of(
                                        "@ManyToOne "
                                                + naming.ofReference("valueRef", PrimaryKey.targetColumns(naming)),
                                        shape.className("Target"),
                                        "valueRef")
                                .annotatedTwice()));
    }

    private String inner(Placement placement) {
        return placement.text(
                "@Embeddable class " + shape.className("Inner"),
                List.of(
                        Member.of("@Column(name = \"innerCol\") ", "String", "innerText"),
                        Member.of("", "Long", "innerNo")));
    }
}
