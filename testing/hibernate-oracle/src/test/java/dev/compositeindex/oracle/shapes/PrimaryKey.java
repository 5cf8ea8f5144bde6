package dev.compositeindex.oracle.shapes;

import java.util.ArrayList;
import java.util.List;

/** The members of a shape's primary key, and its columns. */
final class PrimaryKey {
    /** The names of the keys of the classes that are referred to; not in alphabetical order, as Hibernate sorts some. */
    private static final String TARGET_NO = "targetNo";

    private static final List<String> BOSS = List.of("lastName", "firstName");

    private final Shape shape;
    private final Naming naming;

    PrimaryKey(Shape shape) {
        this.shape = shape;
        this.naming = shape.naming();
    }

    /** The primary key of the class with a simple one that a shape refers to. */
    static List<String> targetColumns(Naming naming) {
        return List.of(naming.column(TARGET_NO));
    }

    static List<Member> targetMembers(Naming naming) {
        return List.of(Member.ofKey("@Id " + naming.ofColumn(TARGET_NO), "Long", TARGET_NO));
    }

    /** The same of the one with a composite one. */
    static List<String> bossColumns(Naming naming) {
        return BOSS.stream().map(naming::column).toList();
    }

    static List<Member> bossMembers(Naming naming) {
        return BOSS.stream()
                .map(part -> Member.ofKey("@Id " + naming.ofColumn(part), "String", part))
                .toList();
    }

    static List<Member> bossParts() {
        return BOSS.stream().map(part -> Member.of("", "String", part)).toList();
    }

    /** What is annotated as the key, in the class at the top. */
    List<Member> members() {
        return switch (shape.key()) {
            case SIMPLE, ID_CLASS_ONE, SHARED_ONE -> List.of(simple("Long", "keyNo"));
            case ID_CLASS_TWO -> List.of(simple("String", "resourceId"), simple("Long", "profileId"));
            case EMBEDDED_ONE, EMBEDDED_TWO, SHARED_PART_ONE, SHARED_PART_TWO -> List.of(embedded("Key"));
            case SHARED_TWO -> List.of(embedded("BossKey"));
            case REFERENCE_ONE, REFERENCE_TWO -> List.of(reference("@Id @ManyToOne "), simple("String", "partName"));
        };
    }

    /** The reference that is the key, too. */
    List<Member> references() {
        return switch (shape.key()) {
            case SHARED_ONE, SHARED_TWO -> List.of(reference("@MapsId @OneToOne "));
            case SHARED_PART_ONE -> List.of(reference("@MapsId(\"bossNo\") @ManyToOne "));
            case SHARED_PART_TWO -> List.of(reference("@MapsId(\"boss\") @ManyToOne "));
            default -> List.of();
        };
    }

    private Member simple(String type, String name) {
        return Member.ofKey("@Id " + naming.ofColumn(name), type, name);
    }

    private Member embedded(String type) {
        List<Member> parts = parts();
        String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1).name();
        String override = naming == Naming.OVERRIDES && !last.isEmpty()
                ? "@AttributeOverride(name = \"%1$s\", column = @Column(name = \"%1$sOfId\")) ".formatted(last)
                : "";
        return Member.ofKey("@EmbeddedId " + override, shape.className(type), "id");
    }

    private Member reference(String annotations) {
        boolean isKey = annotations.startsWith("@Id");
        return new Member(
                annotations + naming.ofReferenceInKey("boss", referred()),
                shape.className(refersToOne() ? "Target" : "Boss"),
                "boss",
                isKey,
                false);
    }

    private boolean refersToOne() {
        return List.of(Key.SHARED_ONE, Key.SHARED_PART_ONE, Key.REFERENCE_ONE).contains(shape.key());
    }

    private List<String> referred() {
        return refersToOne() ? targetColumns(naming) : bossColumns(naming);
    }

    /** The members of the class that the key has for itself. */
    private List<Member> parts() {
        boolean isEmbedded =
                shape.key().name().contains("EMBEDDED") || shape.key().name().contains("PART");
        return switch (shape.key()) {
            case SIMPLE, SHARED_ONE, SHARED_TWO -> List.of();
            case ID_CLASS_ONE -> List.of(part(isEmbedded, "Long", "keyNo"));
            case EMBEDDED_ONE -> List.of(part(isEmbedded, "Long", "x"));
            case ID_CLASS_TWO, EMBEDDED_TWO ->
                List.of(part(isEmbedded, "String", "resourceId"), part(isEmbedded, "Long", "profileId"));
            case SHARED_PART_ONE -> List.of(part(isEmbedded, "Long", "bossNo"), part(isEmbedded, "String", "partName"));
            case SHARED_PART_TWO ->
                List.of(Member.of("", shape.className("BossKey"), "boss"), part(isEmbedded, "String", "partName"));
            case REFERENCE_ONE -> List.of(part(isEmbedded, "Long", "boss"), part(isEmbedded, "String", "partName"));
            case REFERENCE_TWO ->
                List.of(Member.of("", shape.className("BossKey"), "boss"), part(isEmbedded, "String", "partName"));
        };
    }

    private Member part(boolean isEmbedded, String type, String name) {
        return Member.of(isEmbedded ? naming.ofColumn(name) : "", type, name);
    }

    /** What the class says of it. */
    String annotation() {
        return isIdClass() ? "@IdClass(%s.class) ".formatted(shape.className("Key")) : "";
    }

    private boolean isIdClass() {
        return shape.key().name().startsWith("ID_CLASS") || shape.key().name().startsWith("REFERENCE");
    }

    /** The key's class, if it has one of its own. */
    String classText() {
        List<Member> parts = parts();
        String head = "%sclass %s implements java.io.Serializable"
                .formatted(isIdClass() ? "" : "@Embeddable ", shape.className("Key"));
        return parts.isEmpty() ? "" : shape.access().ofOthers().text(head, parts);
    }

    /** The names of its columns in the table of a class of the hierarchy, as others refer to them. */
    List<String> columns(int level) {
        Inheritance inheritance = shape.inheritance();
        return inheritance.isJoined() && level > inheritance.firstEntity()
                ? naming.primaryKey(
                        inheritance.start(level),
                        columns(inheritance.entityAbove(level)),
                        inheritance.isSecondEntity(level))
                : columns();
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        switch (shape.key()) {
            case SIMPLE, ID_CLASS_ONE -> columns.add(naming.column("keyNo"));
            case EMBEDDED_ONE -> columns.add(overridden("x"));
            case ID_CLASS_TWO -> columns.addAll(List.of(naming.column("resourceId"), naming.column("profileId")));
            case EMBEDDED_TWO -> columns.addAll(List.of(naming.column("resourceId"), overridden("profileId")));
            case SHARED_ONE, SHARED_TWO -> columns.addAll(naming.referencesInKeys("boss", referred()));
            case SHARED_PART_ONE, SHARED_PART_TWO -> {
                columns.addAll(naming.referencesInKeys("boss", referred()));
                columns.add(overridden("partName"));
            }
            case REFERENCE_ONE, REFERENCE_TWO -> {
                columns.addAll(naming.referencesInKeys("boss", referred()));
                columns.add(naming.column("partName"));
            }
        }
        return columns;
    }

    private String overridden(String attribute) {
        return naming == Naming.OVERRIDES ? attribute + "OfId" : naming.column(attribute);
    }

    /** What classes below may say otherwise. */
    List<Overridable> overridable() {
        return switch (shape.key()) {
            case SIMPLE, ID_CLASS_ONE, SHARED_ONE -> List.of(Overridable.column("keyNo"));
            case ID_CLASS_TWO -> List.of(Overridable.column("resourceId"), Overridable.column("profileId"));
            case EMBEDDED_ONE -> List.of(Overridable.column("id.x"));
            case EMBEDDED_TWO -> List.of(Overridable.column("id.resourceId"), Overridable.column("id.profileId"));
            case SHARED_TWO -> List.of(Overridable.reference("boss", 2));
            case SHARED_PART_ONE -> List.of(Overridable.column("id.partName"), Overridable.reference("boss", 1));
            case SHARED_PART_TWO -> List.of(Overridable.column("id.partName"), Overridable.reference("boss", 2));
            case REFERENCE_ONE -> List.of(Overridable.column("partName"), Overridable.reference("boss", 1));
            case REFERENCE_TWO -> List.of(Overridable.column("partName"), Overridable.reference("boss", 2));
        };
    }
}
