package dev.compositeindex.torture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The releases that the bench goes through: all kinds of changes that we record, and the team's own in between. */
final class Story {
    private static final String ITEM = "Item.java";
    private static final String ENTRY = "Entry.java";

    private Story() {}

    /** What fills the tables; the parameter is how many rows each of them gets. Rows 0 to 9 are nobody's but the faults'. */
    static List<String> fill(int rows) {
        return List.of("""
                INSERT INTO item (id, code, slot, category, price, title, active, created_at)
                SELECT n, 'code-' || md5(n::text), n * 7, n %% 100, (n * 7919) %% 10000, 'title of ' || md5((n * 3)::text),
                       n %% 4 = 0, timestamptz '2026-01-01' + n * interval '1 minute'
                  FROM generate_series(0::bigint, %d - 1) n""".formatted(rows), """
                INSERT INTO "Audit Log"."Entry" (id, item_id, kind, at)
                SELECT n, n, 'kind ' || n %% 13, timestamptz '2026-01-01' + n * interval '1 minute'
                  FROM generate_series(0::bigint, %d - 1) n""".formatted(rows), "VACUUM ANALYZE");
    }

    /** Tables without indexes. */
    static final Release TABLES = new Release("""
            CREATE TABLE item (
                id bigint PRIMARY KEY,
                code text NOT NULL,
                slot bigint NOT NULL,
                category int NOT NULL,
                price int NOT NULL,
                title text NOT NULL,
                active boolean NOT NULL,
                created_at timestamptz NOT NULL,
                version int NOT NULL DEFAULT 0);
            CREATE SCHEMA "Audit Log";
            CREATE TABLE "Audit Log"."Entry" (
                id bigint PRIMARY KEY,
                item_id bigint NOT NULL,
                kind text NOT NULL,
                at timestamptz NOT NULL);
            """, Map.of(), new TreeMap<>(), Optional.empty());

    private static final Release CREATES = new Release(
            "",
            sources("""
                    @CompositeIndex(name = "item_category_idx", fields = {"category", "createdAt DESC"})
                    @CompositeIndex(name = "item_code_key", fields = "code", unique = true)
                    @CompositeIndex(name = "item_open_idx", fields = "price", where = "{active}")
                    @CompositeIndex(name = "item_title_idx", fields = "title", include = "price")
                    """, "@CompositeIndex(name = \"Entry kinds\", fields = {\"kind\", \"at\"})\n"),
            new TreeMap<>(Map.of(
                    "public.item_category_idx",
                    "CREATE INDEX item_category_idx ON public.item USING btree (category, created_at DESC)",
                    "public.item_code_key",
                    "CREATE UNIQUE INDEX item_code_key ON public.item USING btree (code)",
                    "public.item_open_idx",
                    "CREATE INDEX item_open_idx ON public.item USING btree (price) WHERE active",
                    "public.item_title_idx",
                    "CREATE INDEX item_title_idx ON public.item USING btree (title) INCLUDE (price)",
                    "Audit Log.Entry kinds",
                    "CREATE INDEX \"Entry kinds\" ON \"Audit Log\".\"Entry\" USING btree (kind, at)")),
            Optional.of(new Release.Duplicate("item_code_key", """
                    INSERT INTO item (id, code, slot, category, price, title, active, created_at)
                    SELECT -1, code, -1, category, price, title, active, created_at FROM item WHERE id = 1""", "DELETE FROM item WHERE id < 0")));

    private static final Release CHANGES = new Release(
            "",
            sources("""
                    @CompositeIndex(name = "item_category_created_idx", fields = {"category", "createdAt DESC"})
                    @CompositeIndex(name = "item_code_key", fields = "code", unique = true, with = "fillfactor=80")
                    @CompositeIndex(name = "item_title_idx", fields = {"title", "price"})
                    """, """
                    @CompositeIndex(name = "Entry kinds", fields = {"kind", "at"})
                    @CompositeIndex(name = "Entry item", fields = "itemId", unique = true)
                    """),
            new TreeMap<>(Map.of(
                    "public.item_category_created_idx",
                    "CREATE INDEX item_category_created_idx ON public.item USING btree (category, created_at DESC)",
                    "public.item_code_key",
                    "CREATE UNIQUE INDEX item_code_key ON public.item USING btree (code) WITH (fillfactor='80')",
                    "public.item_title_idx",
                    "CREATE INDEX item_title_idx ON public.item USING btree (title, price)",
                    "Audit Log.Entry kinds",
                    "CREATE INDEX \"Entry kinds\" ON \"Audit Log\".\"Entry\" USING btree (kind, at)",
                    "Audit Log.Entry item",
                    "CREATE UNIQUE INDEX \"Entry item\" ON \"Audit Log\".\"Entry\" USING btree (item_id)")),
            Optional.of(new Release.Duplicate("Entry item", """
                    INSERT INTO "Audit Log"."Entry" (id, item_id, kind, at)
                    SELECT -1, item_id, kind, at FROM "Audit Log"."Entry" WHERE id = 1""", "DELETE FROM \"Audit Log\".\"Entry\" WHERE id < 0")));

    private static final Release MOVES = new Release(
            "ALTER TABLE item ADD COLUMN note text;\n",
            sources("""
                    @CompositeIndex(
                            name = "item_category_created_idx",
                            fields = {"category", "createdAt DESC"},
                            tablespace = "fast")
                    @CompositeIndex(name = "item_code_key", fields = "code", unique = true, with = "fillfactor=80")
                    @CompositeIndex(name = "item_title_idx", fields = {"title", "price"})
                    @CompositeIndex(name = "item_slot_key", fields = "slot", unique = true)
                    @CompositeIndex(name = "item_new_title_idx", fields = "title DESC", where = "{note} IS NULL")
                    """, """
                    @CompositeIndex(name = "Entry kinds", fields = {"kind", "at DESC"})
                    @CompositeIndex(name = "Entry item", fields = "itemId", unique = true)
                    """),
            new TreeMap<>(Map.of(
                    "public.item_category_created_idx",
                    "CREATE INDEX item_category_created_idx ON public.item USING btree (category, created_at DESC)"
                            + " TABLESPACE fast",
                    "public.item_code_key",
                    "CREATE UNIQUE INDEX item_code_key ON public.item USING btree (code) WITH (fillfactor='80')",
                    "public.item_title_idx",
                    "CREATE INDEX item_title_idx ON public.item USING btree (title, price)",
                    "public.item_slot_key",
                    "CREATE UNIQUE INDEX item_slot_key ON public.item USING btree (slot)",
                    "public.item_new_title_idx",
                    "CREATE INDEX item_new_title_idx ON public.item USING btree (title DESC) WHERE (note IS NULL)",
                    "Audit Log.Entry kinds",
                    "CREATE INDEX \"Entry kinds\" ON \"Audit Log\".\"Entry\" USING btree (kind, at DESC)",
                    "Audit Log.Entry item",
                    "CREATE UNIQUE INDEX \"Entry item\" ON \"Audit Log\".\"Entry\" USING btree (item_id)")),
            Optional.of(new Release.Duplicate("item_slot_key", """
                    INSERT INTO item (id, code, slot, category, price, title, active, created_at)
                    SELECT -1, '-1', slot, category, price, title, active, created_at FROM item WHERE id = 1""", "DELETE FROM item WHERE id < 0")));

    private static final Release REPLACES = new Release(
            "",
            sources("""
                    @CompositeIndex(name = "item_code_key", fields = "code", unique = true, include = "title")
                    @CompositeIndex(name = "item_slot_idx", fields = "slot", unique = true)
                    @CompositeIndex(fields = {"price DESC", "category"})
                    """, """
                    @CompositeIndex(name = "Entry times", fields = "at", where = "{kind} <> 'kind 1'")
                    @CompositeIndex(name = "Entry item", fields = "itemId", unique = true)
                    """),
            new TreeMap<>(Map.of(
                    "public.item_code_key",
                    "CREATE UNIQUE INDEX item_code_key ON public.item USING btree (code) INCLUDE (title)",
                    "public.item_slot_idx",
                    "CREATE UNIQUE INDEX item_slot_idx ON public.item USING btree (slot)",
                    "public.item_price_category_71ac9d0c_idx",
                    "CREATE INDEX item_price_category_71ac9d0c_idx ON public.item USING btree (price DESC, category)",
                    "Audit Log.Entry times",
                    "CREATE INDEX \"Entry times\" ON \"Audit Log\".\"Entry\" USING btree (at)"
                            + " WHERE (kind <> 'kind 1'::text)",
                    "Audit Log.Entry item",
                    "CREATE UNIQUE INDEX \"Entry item\" ON \"Audit Log\".\"Entry\" USING btree (item_id)")),
            Optional.empty());

    /** The bench's releases; the first has no indexes. */
    static final List<Release> RELEASES = List.of(TABLES, CREATES, CHANGES, MOVES, REPLACES);

    /** What the shows build: one index, or three. */
    static Release show(int indexes) {
        List<String> annotations = List.of(
                "@CompositeIndex(name = \"item_title_idx\", fields = {\"title\", \"category\"})\n",
                "@CompositeIndex(name = \"item_code_key\", fields = \"code\", unique = true)\n",
                "@CompositeIndex(name = \"item_open_idx\", fields = {\"category\", \"price\"}, where = \"{active}\")\n");
        List<Map.Entry<String, String>> definitions = List.of(
                Map.entry(
                        "public.item_title_idx",
                        "CREATE INDEX item_title_idx ON public.item USING btree (title, category)"),
                Map.entry(
                        "public.item_code_key", "CREATE UNIQUE INDEX item_code_key ON public.item USING btree (code)"),
                Map.entry(
                        "public.item_open_idx",
                        "CREATE INDEX item_open_idx ON public.item USING btree (category, price) WHERE active"));
        TreeMap<String, String> expected = new TreeMap<>();
        definitions.subList(0, indexes).forEach(entry -> expected.put(entry.getKey(), entry.getValue()));
        return new Release(
                "", sources(String.join("", annotations.subList(0, indexes)), ""), expected, Optional.empty());
    }

    private static Map<String, String> sources(String ofItem, String ofEntry) {
        return Map.of(ITEM, """
                package app;
                import dev.compositeindex.*;
                import java.time.Instant;
                @IndexedTable("item")
                %spublic class Item {
                    long id;
                    String code;
                    long slot;
                    int category;
                    int price;
                    String title;
                    boolean active;
                    Instant createdAt;
                    String note;
                }
                """.formatted(ofItem), ENTRY, """
                package app;
                import dev.compositeindex.*;
                import java.time.Instant;
                @IndexedTable(value = "Entry", schema = "Audit Log")
                %spublic class Entry {
                    long id;
                    long itemId;
                    String kind;
                    Instant at;
                }
                """.formatted(ofEntry));
    }
}
