package dev.compositeindex.verify;

import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import dev.compositeindex.verify.Meaning.Key;
import dev.compositeindex.verify.Vocabulary.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;

/** Draws indexes, and indexes that differ from them in one attribute. */
final class Meanings {

    private static final Set<String> MULTICOLUMN = Set.of("btree", "gin", "gist", "brin", "bloom");
    private static final Set<String> INCLUDING = Set.of("btree", "gist", "spgist");
    private static final List<String> METHODS =
            List.of("btree", "btree", "btree", "btree", "btree", "hash", "gin", "gist", "spgist", "brin", "bloom");

    /** Columns that both methods take, with the default operator class. */
    private static final List<List<String>> TWO_METHODS = List.of(
            List.of("qty", "btree", "hash"),
            List.of("uid", "btree", "hash"),
            List.of("slug", "btree", "hash"),
            List.of("slug", "btree", "spgist"),
            List.of("qty", "btree", "brin"),
            List.of("qty", "btree", "bloom"),
            List.of("created_at", "btree", "brin"),
            List.of("tags", "btree", "gin"),
            List.of("vec", "gin", "gist"),
            List.of("period", "btree", "gist"),
            List.of("period", "gist", "spgist"),
            List.of("pt", "gist", "spgist"));

    /**
     * An index, another one, and the attribute in which they differ.
     *
     * @param attribute as the verifier names it
     */
    record NearMiss(Meaning declared, Meaning actual, String attribute) {}

    private final Random random;
    private final boolean nullsNotDistinct;
    private final String tablespace;

    /**
     * Draws for one server.
     *
     * @param nullsNotDistinct whether it knows that
     * @param tablespace one that it has
     */
    Meanings(Random random, boolean nullsNotDistinct, String tablespace) {
        this.random = random;
        this.nullsNotDistinct = nullsNotDistinct;
        this.tablespace = tablespace;
    }

    Meaning next() {
        String method = any(METHODS);
        List<Key> keys = new ArrayList<>();
        int count = MULTICOLUMN.contains(method) ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < count; i++) {
            keys.add(key(method));
        }
        boolean unique = method.equals("btree") && random.nextInt(4) == 0;
        return new Meaning(
                method,
                unique,
                !(unique && nullsNotDistinct && random.nextBoolean()),
                keys,
                INCLUDING.contains(method) && random.nextInt(3) == 0 ? include() : List.of(),
                random.nextBoolean() ? any(Vocabulary.PREDICATES) : Wording.NOTHING,
                random.nextInt(4) == 0 ? any(Vocabulary.PARAMETERS.get(method)) : "",
                random.nextInt(20) == 0 ? tablespace : "",
                random.nextInt(20) == 0 ? "For the list" : "");
    }

    /** Two that differ in one attribute, each of which is as likely as any other. */
    NearMiss nextMiss() {
        List<BiFunction<Meaning, Integer, NearMiss>> misses = List.of(
                (m, n) -> otherMethod(),
                (m, n) -> otherUniqueness(m),
                this::otherPart,
                this::otherCollation,
                this::otherClass,
                this::otherOrder,
                this::otherNulls,
                (m, n) -> oneKeyLess(m),
                (m, n) -> otherInclude(m),
                (m, n) -> otherPredicate(m),
                (m, n) -> otherParameters(m),
                (m, n) -> otherTablespace(m),
                (m, n) -> otherComment(m));
        BiFunction<Meaning, Integer, NearMiss> miss = any(misses);
        while (true) {
            Meaning meaning = next();
            NearMiss drawn = miss.apply(meaning, random.nextInt(meaning.keys().size()));
            if (!drawn.declared().equals(drawn.actual())) {
                return random.nextBoolean()
                                || drawn.attribute().equals("tablespace")
                                || drawn.attribute().equals("comment")
                        ? drawn
                        : new NearMiss(drawn.actual(), drawn.declared(), drawn.attribute());
            }
        }
    }

    private NearMiss otherMethod() {
        List<String> drawn = any(TWO_METHODS);
        Wording predicate = random.nextBoolean() ? any(Vocabulary.PREDICATES) : Wording.NOTHING;
        List<Meaning> both = new ArrayList<>();
        for (String method : drawn.subList(1, 3)) {
            Choice choice = Vocabulary.choices(method).stream()
                    .filter(c -> c.part().ways().get(0).equals(drawn.get(0)))
                    .findFirst()
                    .orElseThrow();
            Key key = new Key(choice, 0, 0, SortOrder.ASC, NullsOrder.LAST);
            both.add(new Meaning(method, false, true, List.of(key), List.of(), predicate, "", "", ""));
        }
        return new NearMiss(both.get(0), both.get(1), "access method");
    }

    private NearMiss otherUniqueness(Meaning m) {
        if (!m.method().equals("btree")) {
            return new NearMiss(m, m, "");
        }
        boolean unique = !m.unique() || nullsNotDistinct && random.nextBoolean();
        boolean distinct = !(unique && m.unique()) || !m.nullsDistinct();
        Meaning other = new Meaning(
                m.method(),
                unique,
                distinct,
                m.keys(),
                m.include(),
                m.predicate(),
                m.parameters(),
                m.tablespace(),
                m.comment());
        return new NearMiss(m, other, "uniqueness");
    }

    private NearMiss otherPart(Meaning m, int n) {
        Key old = m.keys().get(n);
        Key other = key(m.method());
        return new NearMiss(
                m,
                other.choice().equals(old.choice())
                        ? m
                        : m.withKey(n, new Key(other.choice(), 0, 0, old.order(), old.nulls())),
                attribute(n));
    }

    private NearMiss otherCollation(Meaning m, int n) {
        Key old = m.keys().get(n);
        int collation = random.nextInt(old.choice().collations().size());
        return new NearMiss(
                m,
                m.withKey(n, new Key(old.choice(), collation, old.operatorClass(), old.order(), old.nulls())),
                attribute(n));
    }

    private NearMiss otherClass(Meaning m, int n) {
        Key old = m.keys().get(n);
        int operatorClass = random.nextInt(old.choice().classes().size());
        return new NearMiss(
                m,
                m.withKey(n, new Key(old.choice(), old.collation(), operatorClass, old.order(), old.nulls())),
                attribute(n));
    }

    private NearMiss otherOrder(Meaning m, int n) {
        Key old = m.keys().get(n);
        SortOrder order = m.method().equals("btree") && old.order() == SortOrder.ASC ? SortOrder.DESC : SortOrder.ASC;
        return new NearMiss(
                m,
                m.withKey(n, new Key(old.choice(), old.collation(), old.operatorClass(), order, old.nulls())),
                attribute(n));
    }

    private NearMiss otherNulls(Meaning m, int n) {
        Key old = m.keys().get(n);
        NullsOrder nulls =
                m.method().equals("btree") && old.nulls() == NullsOrder.LAST ? NullsOrder.FIRST : NullsOrder.LAST;
        return new NearMiss(
                m,
                m.withKey(n, new Key(old.choice(), old.collation(), old.operatorClass(), old.order(), nulls)),
                attribute(n));
    }

    private NearMiss oneKeyLess(Meaning m) {
        int last = m.keys().size() - 1;
        return new NearMiss(m, last == 0 ? m : m.withKeys(m.keys().subList(0, last)), attribute(last));
    }

    private NearMiss otherInclude(Meaning m) {
        if (!INCLUDING.contains(m.method())) {
            return new NearMiss(m, m, "");
        }
        List<String> include = new ArrayList<>(m.include());
        if (include.size() > 1 && random.nextBoolean()) {
            Collections.reverse(include);
        } else {
            include = include.isEmpty() ? include() : List.of();
        }
        Meaning other = new Meaning(
                m.method(),
                m.unique(),
                m.nullsDistinct(),
                m.keys(),
                include,
                m.predicate(),
                m.parameters(),
                m.tablespace(),
                m.comment());
        return new NearMiss(m, other, "include");
    }

    private NearMiss otherPredicate(Meaning m) {
        Wording predicate = random.nextInt(4) == 0 ? Wording.NOTHING : any(Vocabulary.PREDICATES);
        Meaning other = new Meaning(
                m.method(),
                m.unique(),
                m.nullsDistinct(),
                m.keys(),
                m.include(),
                predicate,
                m.parameters(),
                m.tablespace(),
                m.comment());
        return new NearMiss(m, other, "predicate");
    }

    private NearMiss otherParameters(Meaning m) {
        String parameters = random.nextInt(4) == 0 ? "" : any(Vocabulary.PARAMETERS.get(m.method()));
        Meaning other = new Meaning(
                m.method(),
                m.unique(),
                m.nullsDistinct(),
                m.keys(),
                m.include(),
                m.predicate(),
                parameters,
                m.tablespace(),
                m.comment());
        return new NearMiss(m, other, "storage parameters");
    }

    private NearMiss otherTablespace(Meaning m) {
        Meaning declared = new Meaning(
                m.method(),
                m.unique(),
                m.nullsDistinct(),
                m.keys(),
                m.include(),
                m.predicate(),
                m.parameters(),
                m.tablespace().isEmpty() ? tablespace : "pg_default",
                m.comment());
        return new NearMiss(declared, m, "tablespace");
    }

    private NearMiss otherComment(Meaning m) {
        Meaning declared = new Meaning(
                m.method(),
                m.unique(),
                m.nullsDistinct(),
                m.keys(),
                m.include(),
                m.predicate(),
                m.parameters(),
                m.tablespace(),
                "For another list");
        return new NearMiss(declared, m, "comment");
    }

    private Key key(String method) {
        Choice choice = any(Vocabulary.choices(method));
        boolean btree = method.equals("btree");
        return new Key(
                choice,
                random.nextInt(choice.collations().size()),
                random.nextInt(choice.classes().size()),
                btree && random.nextInt(3) == 0 ? SortOrder.DESC : SortOrder.ASC,
                btree && random.nextInt(3) == 0 ? NullsOrder.FIRST : NullsOrder.LAST);
    }

    private List<String> include() {
        List<String> columns = new ArrayList<>(Vocabulary.INCLUDED);
        Collections.shuffle(columns, random);
        return List.copyOf(columns.subList(0, 1 + random.nextInt(3)));
    }

    private static String attribute(int n) {
        return "key " + (n + 1);
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
