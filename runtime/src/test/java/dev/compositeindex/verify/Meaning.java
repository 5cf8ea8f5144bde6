package dev.compositeindex.verify;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.registry.NullsOrder;
import dev.compositeindex.registry.SortOrder;
import dev.compositeindex.verify.Vocabulary.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** An index, of whose parts each can be written in several ways. */
record Meaning(
        String method,
        boolean unique,
        boolean nullsDistinct,
        List<Key> keys,
        List<String> include,
        Wording predicate,
        String parameters,
        String tablespace,
        String comment) {

    record Key(Choice choice, int collation, int operatorClass, SortOrder order, NullsOrder nulls) {}

    /** Its declaration, written in one of the ways. */
    IndexDefinition declared(String name, Random random) {
        IndexDefinition.Builder index = IndexDefinition.builder(name)
                .table("thing")
                .using(method)
                .where(predicate.any(random))
                .tablespace(tablespace)
                .comment(comment)
                .declaredBy("app.Thing")
                .definition("CREATE INDEX …");
        for (Key key : keys) {
            index.key(new IndexKey(
                    key.choice.part().any(random),
                    key.choice.expression(),
                    key.choice.collations().get(key.collation).any(random),
                    key.choice.classes().get(key.operatorClass).any(random),
                    key.order,
                    key.nulls));
        }
        include.forEach(index::include);
        if (unique) {
            index.unique();
        }
        if (!nullsDistinct) {
            index.nullsNotDistinct();
        }
        if (!parameters.isEmpty()) {
            index.with(parameters.split("=")[0], parameters.split("=")[1]);
        }
        return index.build();
    }

    /** What builds it, written in one of the ways. */
    String sql(String name, Random random) {
        String gap = random.nextBoolean() ? " " : "\n\t ";
        String where = predicate.any(random);
        String sql = word("create ", random) + (unique ? word("unique ", random) : "") + word("index ", random) + name
                + word(" on ", random) + (random.nextBoolean() ? "thing" : "public.\"thing\"") + gap
                + (method.equals("btree") && random.nextBoolean() ? "" : word("using ", random) + method) + gap + "("
                + keys.stream().map(key -> sql(key, random)).collect(Collectors.joining("," + gap)) + ")"
                + (include.isEmpty()
                        ? ""
                        : word(" include ", random) + "("
                                + include.stream().map(Meaning::quoted).collect(Collectors.joining(" ,")) + ")")
                + (nullsDistinct
                        ? unique && random.nextInt(4) == 0 && !name.startsWith("v14") ? " NULLS DISTINCT" : ""
                        : word(" nulls not distinct", random))
                + (parameters.isEmpty() ? "" : word(" with ", random) + "(" + parameters.toUpperCase(Locale.ROOT) + ")")
                + (tablespace.isEmpty() ? "" : " TABLESPACE " + quoted(tablespace))
                + (where.isEmpty() ? "" : gap + word("where ", random) + where);
        return comment.isEmpty() ? sql : sql + "; COMMENT ON INDEX " + name + " IS '" + comment + "'";
    }

    private String sql(Key key, Random random) {
        String part = key.choice.part().any(random);
        String collation = key.choice.collations().get(key.collation).any(random);
        boolean desc = key.order == SortOrder.DESC;
        boolean nullsFirst = key.nulls == NullsOrder.FIRST;
        boolean defaults = method.equals("btree") && random.nextBoolean();
        String column = part.matches("[a-z_]+") && random.nextBoolean() ? part.toUpperCase(Locale.ROOT) : quoted(part);
        return (key.choice.expression() ? "(" + part + ")" : random.nextInt(8) == 0 ? "(" + column + ")" : column)
                + (collation.isEmpty() ? "" : " COLLATE " + collation)
                + " " + key.choice.classes().get(key.operatorClass).any(random)
                + (desc ? word(" desc", random) : defaults ? word(" asc", random) : "")
                + (desc == nullsFirst && !defaults ? "" : word(nullsFirst ? " nulls first" : " nulls last", random));
    }

    Meaning withKey(int n, Key key) {
        List<Key> changed = new ArrayList<>(keys);
        changed.set(n, key);
        return withKeys(changed);
    }

    Meaning withKeys(List<Key> changed) {
        return new Meaning(method, unique, nullsDistinct, changed, include, predicate, parameters, tablespace, comment);
    }

    private static String word(String word, Random random) {
        return random.nextBoolean() ? word : word.toUpperCase(Locale.ROOT);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
