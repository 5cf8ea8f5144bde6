package dev.compositeindex.oracle.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the classes of a shape: a hierarchy ({@code Root}, {@code Middle}, {@code Leaf}), maybe below a generic {@code Base};
 * two that it refers to, {@code Target} with a simple key and {@code Boss} with a composite one; and {@code Referrer}, which
 * refers to the hierarchy.
 */
final class ShapeWriter {
    private final Shape shape;
    private final Api api;
    private final Naming naming;
    private final PrimaryKey key;
    private final Values values;
    private final List<String> targetColumns;
    private final List<String> bossColumns;
    private final List<String> entities = new ArrayList<>();

    private ShapeWriter(Shape shape, Api api) {
        this.shape = shape;
        this.api = api;
        this.naming = shape.naming();
        this.key = new PrimaryKey(shape);
        this.values = new Values(shape);
        this.targetColumns = PrimaryKey.targetColumns(naming);
        this.bossColumns = PrimaryKey.bossColumns(naming);
    }

    /** Writes. */
    static ShapeSource write(Shape shape, Api api) {
        ShapeWriter writer = new ShapeWriter(shape, api);
        String text = "// %s%npackage %s;%n%nimport %s.*;%n%n".formatted(shape, shape.packageName(), api.packageName())
                + writer.classes();
        return new ShapeSource(shape, text, writer.entities);
    }

    private String classes() {
        Inheritance inheritance = shape.inheritance();
        StringBuilder text = new StringBuilder(base());
        for (int level = 0; level < inheritance.levels(); level++) {
            text.append(level(level));
        }
        Placement ofOthers = shape.access().ofOthers();
        return text.append(key.classText())
                .append(values.classTexts())
                .append(ofOthers.text(entity("Target"), PrimaryKey.targetMembers(naming)))
                .append(ofOthers.text(
                        "@IdClass(%s.class) ".formatted(shape.className("BossKey")) + entity("Boss"),
                        PrimaryKey.bossMembers(naming)))
                .append(ofOthers.text(
                        "class %s implements java.io.Serializable".formatted(shape.className("BossKey")),
                        PrimaryKey.bossParts()))
                .append(ofOthers.text(entity("Referrer"), referring()))
                .toString();
    }

    private String entity(String name) {
        String className = shape.className(name);
        entities.add(className);
        return "/*indexes of %1$s*/ @Entity class %1$s".formatted(className);
    }

    private String base() {
        if (shape.generics() == Generics.NONE) {
            return "";
        }
        List<Member> members = new ArrayList<>(baseMembers());
        String table = "@MappedSuperclass abstract class %s<T>".formatted(shape.className("Base"));
        return shape.access().of(0).text(table, members);
    }

    private List<Member> baseMembers() {
        return switch (shape.generics()) {
            case NONE -> List.of();
            case KEY -> {
                List<Member> members = new ArrayList<>(key.members());
                members.set(0, members.get(0).as("T"));
                yield members;
            }
            case VALUE, EMBEDDED -> List.of(Member.of("", "T", "baseValue"));
            case REFERENCE ->
                List.of(Member.of("@ManyToOne " + naming.ofReference("baseRef", targetColumns), "T", "baseRef"));
        };
    }

    private String baseArgument() {
        return switch (shape.generics()) {
            case NONE -> "";
            case KEY -> key.members().get(0).type();
            case VALUE -> "String";
            case REFERENCE -> shape.className("Target");
            case EMBEDDED -> shape.className("Stamp");
        };
    }

    private String level(int level) {
        Inheritance inheritance = shape.inheritance();
        String name = inheritance.name(level);
        String className = shape.className(name);
        String superclass = level > 0
                ? shape.className(inheritance.name(level - 1))
                : shape.generics() == Generics.NONE ? "" : "%s<%s>".formatted(shape.className("Base"), baseArgument());
        StringBuilder head = new StringBuilder();
        if (inheritance.isEntity(level)) {
            entities.add(className);
            head.append("/*indexes of ").append(className).append("*/ ");
        }
        head.append(inheritance.annotations(level)).append(shape.access().annotations(level));
        if (level == 0) {
            head.append(key.annotation());
        }
        if (inheritance.isJoined() && inheritance.isEntity(level) && level > inheritance.firstEntity()) {
            head.append(naming.ofPrimaryKey(
                    inheritance.start(level),
                    key.columns(inheritance.entityAbove(level)),
                    inheritance.isSecondEntity(level)));
        }
        if (level > 0 && naming == Naming.OVERRIDES) {
            head.append(Overridable.annotations(inheritance.start(level), above(level)));
        }
        if (hasSecondary(level)) {
            head.append("@SecondaryTable(name = \"%s\"%s) "
                    .formatted(secondaryTable(), naming.inSecondaryTable("more", key.columns(level))));
        }
        if (!inheritance.isEntity(level)) {
            head.append("abstract ");
        }
        head.append("class ").append(className);
        if (!superclass.isEmpty()) {
            head.append(" extends ").append(superclass);
        }
        if (level == 0) {
            head.append(" implements java.io.Serializable");
        }
        return shape.access().of(level).text(head.toString(), members(level));
    }

    private boolean hasSecondary(int level) {
        return switch (shape.secondary()) {
            case NONE -> false;
            case TOP -> level == shape.inheritance().firstEntity();
            case LEAF -> level == shape.inheritance().levels() - 1;
        };
    }

    private String secondaryTable() {
        return shape.className("More");
    }

    private List<Member> members(int level) {
        List<Member> members = new ArrayList<>();
        String start = shape.inheritance().start(level);
        if (level == 0) {
            members.addAll(shape.generics() == Generics.KEY ? List.of() : key.members());
            members.addAll(key.references());
        }
        String text = start + "Text";
        members.add(Member.of(naming.ofColumn(text), "String", text));
        String reference = start + "Ref";
        members.add(
                level == 0
                        ? Member.of("@ManyToOne ", shape.className("Target"), reference)
                        : Member.of(
                                "@ManyToOne " + naming.ofReference(reference, bossColumns),
                                shape.className("Boss"),
                                reference));
        members.addAll(values.members(level));
        if (hasSecondary(level)) {
            members.add(Member.of(naming.ofColumn("moreText", secondaryTable()), "String", "moreText"));
            members.add(Member.of(
                    "@ManyToOne " + naming.ofReference("moreRef", targetColumns, secondaryTable()),
                    shape.className("Target"),
                    "moreRef"));
        }
        if (level == shape.inheritance().levels() - 1) {
            members.add(reference("@ManyToOne ", level, "leafNext"));
        }
        return members;
    }

    /** What a class can override: of attributes that are an entity's already, Hibernate refuses it from 6 on. */
    private List<Overridable> above(int level) {
        List<Overridable> above = new ArrayList<>();
        int first = api == Api.JAVAX ? 0 : shape.inheritance().entityAbove(level) + 1;
        for (int i = first; i < level; i++) {
            above.add(Overridable.column(shape.inheritance().start(i) + "Text"));
            above.add(Overridable.reference(shape.inheritance().start(i) + "Ref", i == 0 ? 1 : 2));
            above.addAll(values.overridable(i));
        }
        if (first > 0) {
            return above;
        }
        above.addAll(key.overridable());
        switch (shape.generics()) {
            case NONE, KEY -> {}
            case VALUE -> above.add(Overridable.column("baseValue"));
            case REFERENCE -> above.add(Overridable.reference("baseRef", 1));
            case EMBEDDED -> above.add(Overridable.column("baseValue.stampedBy"));
        }
        return above;
    }

    private List<Member> referring() {
        List<Member> members = new ArrayList<>();
        members.add(Member.ofKey("@Id ", "Long", "referrerNo"));
        for (int level = 0; level < shape.inheritance().levels(); level++) {
            if (shape.inheritance().isEntity(level)) {
                members.add(reference(
                        "@ManyToOne ", level, "to" + shape.inheritance().name(level)));
            }
        }
        members.add(reference("@OneToOne ", shape.inheritance().levels() - 1, "onlyLeaf"));
        return members;
    }

    private Member reference(String annotation, int level, String name) {
        return Member.of(
                annotation + naming.ofReference(name, key.columns(level)),
                shape.className(shape.inheritance().name(level)),
                name);
    }

    @Override
    public String toString() {
        return entities.stream().collect(Collectors.joining(", ", shape + ": ", ""));
    }
}
