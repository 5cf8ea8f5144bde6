package dev.compositeindex.oracle.shapes;

import java.util.List;
import java.util.Locale;

/** How the classes of a hierarchy are mapped, from the top down. */
enum Inheritance {
    SINGLE_TWO("SINGLE_TABLE", "entity", "entity"),
    SINGLE_THREE("SINGLE_TABLE", "entity", "entity", "entity"),
    JOINED_TWO("JOINED", "entity", "entity"),
    JOINED_THREE("JOINED", "entity", "entity", "entity"),
    PER_CLASS_TWO("TABLE_PER_CLASS", "entity", "entity"),
    PER_CLASS_THREE("TABLE_PER_CLASS", "entity", "entity", "entity"),
    MAPPED_TWO("", "mapped", "entity"),
    MAPPED_THREE("", "mapped", "mapped", "entity"),
    JOINED_BELOW_MAPPED("JOINED", "mapped", "entity", "entity"),
    JOINED_AROUND_MAPPED("JOINED", "entity", "mapped", "entity");

    private final String strategy;
    private final List<String> roles;

    Inheritance(String strategy, String... roles) {
        this.strategy = strategy;
        this.roles = List.of(roles);
    }

    int levels() {
        return roles.size();
    }

    boolean isEntity(int level) {
        return roles.get(level).equals("entity");
    }

    /** The topmost class with rows. */
    int firstEntity() {
        return roles.indexOf("entity");
    }

    /** The name of a class: {@code Root}, {@code Middle} or {@code Leaf}. */
    String name(int level) {
        return level == 0 ? "Root" : level == levels() - 1 ? "Leaf" : "Middle";
    }

    /** What the names of its attributes start with. */
    String start(int level) {
        return name(level).toLowerCase(Locale.ROOT);
    }

    boolean isJoined() {
        return strategy.equals("JOINED");
    }

    boolean isPerClass() {
        return strategy.equals("TABLE_PER_CLASS");
    }

    /** The next class with rows above one. */
    int entityAbove(int level) {
        return roles.subList(0, level).lastIndexOf("entity");
    }

    /** Whether the next class with rows above one is the topmost. */
    boolean isSecondEntity(int level) {
        return entityAbove(level) == firstEntity();
    }

    /** The annotations that say what a class is. */
    String annotations(int level) {
        if (!isEntity(level)) {
            return "@MappedSuperclass ";
        }
        return level == firstEntity() && !strategy.isEmpty()
                ? "@Entity @Inheritance(strategy = InheritanceType.%s) ".formatted(strategy)
                : "@Entity ";
    }
}
