package dev.compositeindex.processor;

import static dev.compositeindex.testing.CompilerKind.ECJ;
import static dev.compositeindex.testing.CompilerKind.JAVAC;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The variants of each mistake, and what looks like one and is none. Expected messages are written without what is the
 * same in all of them: {@code CI001 fields[0]: …} for {@code [CI001] @CompositeIndex #1 on com.acme.Course, fields[0]: …}.
 */
@Tag("slow")
class DiagnosticsTest {
    /** The class that the tables below speak of. */
    private static final String COURSE = """
            package com.acme;

            import dev.compositeindex.CompositeIndex;

            %s
            class Course {
                static final String MAX = "";
                transient String cache;
                @Transient String derived;
                java.util.List<Address> tags;
                java.util.TreeMap<String, Address> settings;
                long id;
                String title;
                String state;
                boolean isPublished;
                java.time.Instant createdAt;
                int desc;
                String URL;
                String[] words;
                Address address;
                Address billing;
                Level level;
            }

            class Address {
                static int count;
                String city;
                String title;
            }

            enum Level { BEGINNER }
            """;

    private static final String TRANSIENT = "package com.acme; @interface Transient {}";
    private static final String GRAMMAR =
            "A key is a field path, a call or an expression in parentheses, then optionally COLLATE, an operator class, "
                    + "ASC or DESC, and NULLS FIRST or NULLS LAST";
    private static final String VERBATIM = " A column that no field has is written in double quotes.";
    private static final String STORED =
            "The fields are: id, title, state, isPublished, createdAt, desc, URL, words, address, billing, … (11 in all).";

    @TempDir
    private Path folder;

    private int runs;

    // ---------------------------------------------------------------------------------------------------------- fields

    static Stream<Arguments> fieldsWithoutColumn() {
        String collection =
                " is a collection, whose elements are rows of another table. Declare the index on their class.";
        List<String[]> fields = List.of(
                new String[] {"MAX", "CI002", " is static, so no column holds it. Name an instance field."},
                new String[] {"cache", "CI003", " is transient, so no column holds it. Name a stored field."},
                new String[] {"derived", "CI003", " is transient, so no column holds it. Name a stored field."},
                new String[] {"tags", "CI004", collection},
                new String[] {"settings", "CI004", collection},
                new String[] {"address.count", "CI002", " is static, so no column holds it. Name an instance field."});
        return fields.stream().flatMap(field -> {
            String name = field[0].substring(field[0].indexOf('.') + 1);
            String text = ": \"" + name + "\"" + field[2];
            return CompilerKind.all()
                    .flatMap(compiler -> Stream.of(
                            Arguments.of(compiler, "fields = " + literal(field[0]), field[1] + " fields[0]" + text),
                            Arguments.of(
                                    compiler,
                                    "fields = \"id\", include = " + literal(field[0]),
                                    field[1] + " include[0]" + text),
                            Arguments.of(
                                    compiler,
                                    "fields = \"id\", where = " + literal("{" + field[0] + "} IS NULL"),
                                    field[1] + " where" + text)));
        });
    }

    @ParameterizedTest
    @MethodSource
    void fieldsWithoutColumn(CompilerKind compiler, String attributes, String expected) {
        assertThat(problems(compiler, attributes)).containsExactly(expected);
    }

    @ParameterizedTest
    @EnumSource
    void collectionsOfSimpleValuesAreColumns(CompilerKind compiler) {
        CompilationResult result = compile(compiler, """
                package com.acme;
                import java.util.*;
                @dev.compositeindex.CompositeIndex(fields = {"tags", "document jsonb_path_ops", "levels"}, using = "gin")
                @dev.compositeindex.CompositeIndex(fields = "title", include = "tags", where = "'x' = ANY ({tags})")
                class Course {
                    String title;
                    List<String> tags;
                    Map<String, Object> document;
                    Set<Thread.State> levels;
                }
                """);

        assertThat(problems(result)).isEmpty();
        assertThat(result.pending()).hasSize(2);
    }

    static Stream<Arguments> unknownFields() {
        return Stream.of(
                Arguments.of("titel", "no field \"titel\". Did you mean \"title\"?"),
                Arguments.of("Title", "no field \"Title\". Did you mean \"title\"?"),
                Arguments.of("published", "no field \"published\". Did you mean \"isPublished\"?"),
                Arguments.of(
                        "created_at",
                        "no field \"created_at\". Name the field, not its column: did you mean \"createdAt\"?"),
                Arguments.of("zzz", "no field \"zzz\". " + STORED + VERBATIM),
                Arguments.of("tag", "no field \"tag\". " + STORED + VERBATIM),
                Arguments.of("title\u200b", "no field \"title\\u200b\". Did you mean \"title\"?"),
                Arguments.of(
                        "address.cty",
                        "no field \"cty\" of path \"address.cty\" in com.acme.Address. Did you mean \"city\"?"),
                Arguments.of("adress.city", "no field \"adress\" of path \"adress.city\". Did you mean \"address\"?"),
                Arguments.of("title.length", leadsNowhere("title.length", "title", "title")),
                Arguments.of("title.value", leadsNowhere("title.value", "title", "title")),
                Arguments.of("id.value", leadsNowhere("id.value", "id", "id")),
                Arguments.of("level.name", leadsNowhere("level.name", "level", "level")),
                Arguments.of("words.length", leadsNowhere("words.length", "words", "words")),
                Arguments.of("address.city.x", leadsNowhere("address.city.x", "city", "address.city")));
    }

    private static String leadsNowhere(String path, String last, String repair) {
        return "path \"%s\" leads into \"%s\", whose type has no fields to index. Write \"%s\"."
                .formatted(path, last, repair);
    }

    @ParameterizedTest
    @MethodSource
    void unknownFields(String path, String expected) {
        assertThat(problems(JAVAC, "fields = " + literal(path))).containsExactly("CI001 fields[0]: " + expected);
    }

    @ParameterizedTest
    @EnumSource
    void candidatesAreSpelledOutUpToTen(CompilerKind compiler) {
        String ten = IntStream.range(0, 10).mapToObj(i -> "field" + i).collect(joining(", "));
        String source =
                "package com.acme; @dev.compositeindex.CompositeIndex(fields = \"zzz\") class Course { int %s; }";

        assertThat(problems(compile(compiler, source.formatted(ten))))
                .containsExactly("CI001 fields[0]: no field \"zzz\". The fields are: " + ten + "." + VERBATIM);
        assertThat(problems(compile(compiler, source.formatted(ten + ", field10"))))
                .containsExactly(
                        "CI001 fields[0]: no field \"zzz\". The fields are: " + ten + ", … (11 in all)." + VERBATIM);
        assertThat(problems(compile(
                        compiler,
                        "package com.acme; @dev.compositeindex.CompositeIndex(fields = \"zzz\") class Course {}")))
                .containsExactly("CI001 fields[0]: no field \"zzz\". There are no fields." + VERBATIM);
    }

    @ParameterizedTest
    @EnumSource
    void repeatedColumns(CompilerKind compiler) {
        assertThat(problems(
                        compiler,
                        "fields = {\"title\", \"id\", \"title DESC\"}, include = {\"id\", \"state\", \"state\"}"))
                .containsExactly(
                        "CI005 fields[2]: \"title\" is in this index already. Name each field once.",
                        "CI005 include[0]: \"id\" is in this index already. Name each field once.",
                        "CI005 include[2]: \"state\" is in this index already. Name each field once.");
        // Other comparisons are other keys.
        assertThat(
                        problems(
                                compiler,
                                "fields = {\"title\", \"title text_pattern_ops\", \"title COLLATE \\\"C\\\"\"}, include = \"title\""))
                .containsExactly("CI005 include[0]: \"title\" is in this index already. Name each field once.");
        assertThat(
                        problems(
                                compiler,
                                "using = \"brin\", fields = {\"title text_bloom_ops\", \"title text_minmax_ops\", \"title text_bloom_ops\"}"))
                .containsExactly("CI005 fields[2]: \"title\" is in this index already. Name each field once.");
        assertThat(problems(compiler, "fields = {\"address.city\", \"billing.city\"}"))
                .containsExactly(
                        "CI005 fields[1]: \"billing.city\" has the same column as \"address.city\", \"city\", which "
                                + "is in this index already. Remove one of the two.");
    }

    @Test
    void columnsThatAreTooLong() {
        String source = """
                package com.acme;
                @dev.compositeindex.CompositeIndex(fields = {"%1$s", "%1$sz"})
                class Course { int %1$s, %1$sz; }
                """;

        assertThat(problems(compile(JAVAC, source.formatted("x".repeat(63)))))
                .containsExactly("CI013 fields[1]: the column of \"" + "x".repeat(63)
                        + "z\" has 64 bytes in UTF-8; PostgreSQL would cut it to 63. Shorten the field's name.");
    }

    @ParameterizedTest
    @EnumSource
    void columnsAreCounted(CompilerKind compiler) {
        String all = IntStream.range(0, 33).mapToObj(i -> "f" + i).collect(joining(", "));
        String source =
                "package com.acme; @dev.compositeindex.CompositeIndex(fields = {%s}, include = {%s}) class Course "
                        + "{ int " + all + "; }";

        assertThat(problems(compile(compiler, source.formatted(names(0, 32), ""))))
                .isEmpty();
        assertThat(problems(compile(compiler, source.formatted(names(0, 20), names(20, 32)))))
                .isEmpty();
        assertThat(problems(compile(compiler, source.formatted(names(0, 33), ""))))
                .containsExactly(tooMany("fields"));
        assertThat(problems(compile(compiler, source.formatted(names(0, 20), names(20, 33)))))
                .containsExactly(tooMany("include"));
    }

    private static String names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "\"f" + i + "\"").collect(joining(", "));
    }

    private static String tooMany(String attribute) {
        return "CI018 " + attribute
                + ": the index has 33 columns, keys and included ones together; PostgreSQL takes 32. "
                + "Remove those that narrow no search.";
    }

    @ParameterizedTest
    @EnumSource
    void indexWithoutKeys(CompilerKind compiler) {
        assertThat(problems(compiler, "fields = {}, include = \"title\", where = \"{state\""))
                .containsExactly(
                        "CI009 where: a \"{\" has no partner. A placeholder is one field path in braces, such as "
                                + "{createdAt}; a brace that is text stands inside quotes.",
                        "CI006 fields: an index needs at least one key. Name the field to search by.");
    }

    // ------------------------------------------------------------------------------------------------------- key texts

    static Stream<Arguments> brokenKeys() {
        return Stream.of(
                Arguments.of("", "the key is empty. " + GRAMMAR + "."),
                Arguments.of(" \t", "the key is empty. " + GRAMMAR + "."),
                Arguments.of(
                        "createdAt,title",
                        "\"createdAt,title\" does not start with a field path. Write one key per element: fields = {\"a\", "
                                + "\"b DESC\"}."),
                Arguments.of("a..b", noPath("a..b")),
                Arguments.of(".a", noPath(".a")),
                Arguments.of("a.", noPath("a.")),
                Arguments.of("1title", noPath("1title")),
                Arguments.of("{title} DESC", braced("{title} DESC", "title DESC")),
                Arguments.of("{ address.city }", braced("{ address.city }", "address.city")),
                Arguments.of("{title", noPath("{title")),
                Arguments.of("title\u00a0DESC", noPath("title\\u00a0DESC")),
                Arguments.of("ti\ud800tle", noPath("ti\\ud800tle")),
                Arguments.of("state DSC", unexpected("state DSC", "DSC") + "Did you mean \"DESC\"?"),
                Arguments.of("state AC", unexpected("state AC", "AC") + "Did you mean \"ASC\"?"),
                Arguments.of("state upwards", unexpected("state upwards", "upwards") + GRAMMAR + "."),
                Arguments.of("state ASC DESC", unexpected("state ASC DESC", "DESC") + order()),
                Arguments.of("state NULLS LAST DESC", unexpected("state NULLS LAST DESC", "DESC") + order()),
                Arguments.of(
                        "state NULLS FIRST NULLS LAST", unexpected("state NULLS FIRST NULLS LAST", "NULLS") + order()),
                Arguments.of(
                        "state COLLATE",
                        "\"state COLLATE\" says COLLATE without a collation. Write COLLATE \"C\", " + "for example."),
                Arguments.of(
                        "state COLLATE C",
                        "the collation C would be folded to c by PostgreSQL. Quote it: COLLATE " + "\"C\"."),
                Arguments.of("state COLLATE a.b.c", noName("the collation", "a.b.c")),
                Arguments.of("state COLLATE größe", noName("the collation", "größe")),
                Arguments.of(
                        "state text_ops DESC COLLATE x",
                        unexpected("state text_ops DESC COLLATE x", "COLLATE") + order()),
                Arguments.of("state DESC text_ops", unexpected("state DESC text_ops", "text_ops") + order()),
                Arguments.of("state a.b.c_ops", noName("the operator class", "a.b.c_ops")),
                Arguments.of("state my_ops(a)", noParameter("a")),
                Arguments.of("state my_ops(a=)", noParameter("a=")),
                Arguments.of("state my_ops()", noParameter("")),
                Arguments.of("state my_ops(a='x y')", noParameter("a='x y'")),
                Arguments.of("state my_ops(a=1,A=2)", "\"a\" is set already. Set each parameter once."),
                Arguments.of("state my_ops(a=1", "a \"(\" is not closed. Close it, or remove it."),
                Arguments.of("id * 2", unexpected("id * 2", "*") + parentheses()),
                Arguments.of("lower({title}) || 'x'", unexpected("lower({title}) || 'x'", "|") + parentheses()),
                Arguments.of(
                        "title DESC, id",
                        unexpected("title DESC, id", ",") + "Write one key per element: fields = "
                                + "{\"a\", \"b DESC\"}."),
                Arguments.of("not({isPublished})", noCall("not({isPublished})")),
                Arguments.of("row({id})", noCall("row({id})")),
                Arguments.of("lower({title}", "a \"(\" is not closed. Close it, or remove it."),
                Arguments.of(
                        "\"own\".\"title\" DESC",
                        "the key starts with a quoted name, \"own\", and no field path. " + GRAMMAR + "."),
                Arguments.of("state DESC \"x\"", unexpected("state DESC \"x\"", "x") + parentheses()),
                Arguments.of(
                        "({state} \"select\")",
                        "the key is no SQL expression: \"select\" does not fit where it stands. Check it against "
                                + "PostgreSQL's syntax."),
                Arguments.of("state NULLS", nulls("state NULLS")),
                Arguments.of("state DESC NULLS MIDDLE", nulls("state DESC NULLS MIDDLE")));
    }

    private static String noPath(String key) {
        return "\"" + key + "\" does not start with a field path. " + GRAMMAR + ", for example \"createdAt DESC\".";
    }

    private static String unexpected(String key, String word) {
        return "\"%s\" has an unexpected word, \"%s\". ".formatted(key, word);
    }

    private static String order() {
        return "The order is: the field or expression, COLLATE, operator class, ASC or DESC, NULLS FIRST or NULLS LAST, "
                + "each at most once.";
    }

    private static String braced(String key, String repair) {
        return "\"%s\" does not start with a field path. Braces stand for a field inside an expression; a key that is the "
                        .formatted(key)
                + "field is written without: \"%s\".".formatted(repair);
    }

    private static String noName(String what, String name) {
        return what + " \"" + name + "\" is no name. Write name or schema.name, each in double quotes if it has other "
                + "characters than letters, digits and underscores.";
    }

    private static String noParameter(String text) {
        return "\"" + text + "\" is no parameter of an operator class. Write name=value, for example "
                + "gist_trgm_ops(siglen=32).";
    }

    private static String parentheses() {
        return "An expression that is more than a call stands in parentheses: \"({price} * {quantity})\".";
    }

    private static String noCall(String key) {
        return "\"" + key + "\" is no call of a function. Write such an expression in parentheses.";
    }

    private static String nulls(String key) {
        return "\"" + key + "\" says NULLS without saying where. Write NULLS FIRST or NULLS LAST.";
    }

    @ParameterizedTest
    @MethodSource
    void brokenKeys(String key, String expected) {
        assertThat(problems(JAVAC, "fields = " + literal(key))).containsExactly("CI007 fields[0]: " + expected);
    }

    static Stream<Arguments> goodKeys() {
        return Stream.of(
                Arguments.of("title", "title"),
                Arguments.of("  title\t", "title"),
                Arguments.of("desc", "\"desc\""),
                Arguments.of("desc DESC", "\"desc\" DESC"),
                Arguments.of("desc desc nulls last", "\"desc\" DESC NULLS LAST"),
                Arguments.of("state ASC", "state"),
                Arguments.of("state\tDesc\n NULLS  First", "state DESC"),
                Arguments.of("state nUlLs fIrSt", "state NULLS FIRST"),
                Arguments.of("createdAt DESC NULLS LAST", "created_at DESC NULLS LAST"),
                Arguments.of("address.city", "city"),
                Arguments.of("URL", "url"),
                Arguments.of("words", "words"),
                Arguments.of("level", "level"),
                Arguments.of("lower({title})", "lower(title)"),
                Arguments.of(" Lower ( {address.city} )\tdesc", "Lower ( city ) DESC"),
                Arguments.of("pg_catalog.lower({title}) NULLS FIRST", "pg_catalog.lower(title) NULLS FIRST"),
                Arguments.of("\"left\"({title}, 3)", "\"left\"(title, 3)"),
                Arguments.of("coalesce({desc}, 0)", "coalesce(\"desc\", 0)"),
                Arguments.of("lower(title)", "lower(title)"),
                Arguments.of("({id} + {desc})", "(id + \"desc\")"),
                Arguments.of("(( {id} + {desc} ))", "(id + \"desc\")"),
                Arguments.of("((lower({title})))", "lower(title)"),
                Arguments.of("(({id}) + ({desc})) DESC", "((id) + (\"desc\")) DESC"),
                Arguments.of("(NOT {isPublished})", "(NOT is_published)"),
                Arguments.of("(NOT({isPublished}))", "(NOT(is_published))"),
                Arguments.of("({state} || '{\"a\":1}; -- )')", "(state || '{\"a\":1}; -- )')"),
                Arguments.of("title COLLATE \"C\"", "title COLLATE \"C\""),
                Arguments.of("title collate ucs_basic DESC", "title COLLATE ucs_basic DESC"),
                Arguments.of("title COLLATE pg_catalog.\"de-x-icu\"", "title COLLATE pg_catalog.\"de-x-icu\""),
                Arguments.of("title text_pattern_ops", "title text_pattern_ops"),
                Arguments.of("title TEXT_pattern_OPS ASC", "title text_pattern_ops"),
                Arguments.of("title \"my class\"", "title \"my class\""),
                Arguments.of("title public.title_ops NULLS FIRST", "title public.title_ops NULLS FIRST"),
                Arguments.of(
                        "title COLLATE \"C\" my_ops ( Siglen = 32, b=off ) DESC",
                        "title COLLATE \"C\" my_ops(b=off, siglen=32) DESC"),
                Arguments.of("title my_ops (siglen='32')", "title my_ops(siglen=32)"),
                Arguments.of("desc desc_ops desc nulls last", "\"desc\" desc_ops DESC NULLS LAST"));
    }

    @ParameterizedTest
    @MethodSource
    void goodKeys(String key, String column) {
        assertThat(definition("fields = " + literal(key))).endsWith(" ON course (" + column + ")");
    }

    // ------------------------------------------------------------------------------------------------------ predicates

    static Stream<Arguments> brokenPredicates() {
        String brace =
                " has no partner. A placeholder is one field path in braces, such as {createdAt}; a brace that is "
                        + "text stands inside quotes.";
        String control =
                " in it, a control character, a line separator, a byte order mark or half of a surrogate pair. Remove it.";
        String side =
                "CI011 two string literals stand side by side. Write them as one, or put an operator between them.";
        return Stream.of(
                Arguments.of(
                        " ", "CI011 the predicate is blank. Leave it out to index all rows, or write a condition."),
                Arguments.of("{state} = 'x';", terminator()),
                Arguments.of("; DROP TABLE course", terminator()),
                Arguments.of("{id} > 0 -- all", comment("--")),
                Arguments.of("{id} > 0 /* all */", comment("/*")),
                Arguments.of("{id} --1 > 0", comment("--")),
                Arguments.of("{stat} = 'x'", "CI008 no field \"stat\". Did you mean \"state\"?"),
                Arguments.of(
                        "{created_at} > 0",
                        "CI008 no field \"created_at\". Name the field, not its column: did you mean \"createdAt\"?"),
                Arguments.of(
                        "{address.cty} = 'x'",
                        "CI008 no field \"cty\" of path \"address.cty\" in com.acme.Address. Did you mean \"city\"?"),
                Arguments.of("{} > 0", "CI008 \"{}\" names no field. Write one between the braces."),
                Arguments.of("{ } > 0", "CI008 \"{}\" names no field. Write one between the braces."),
                Arguments.of("{id > 0", "CI009 a \"{\"" + brace),
                Arguments.of("id} > 0", "CI009 a \"}\"" + brace),
                Arguments.of("{{id}} > 0", "CI009 a \"{\"" + brace),
                Arguments.of("{state} = 'x", "CI011 the quote ' is not closed. Close it."),
                Arguments.of("{state} = E'x\\'", "CI011 the quote E' is not closed. Close it."),
                Arguments.of("\"state = 'x'", "CI011 the quote \" is not closed. Close it."),
                Arguments.of("\"\"\"state = 'x'", "CI011 the quote \" is not closed. Close it."),
                Arguments.of("{state} = $a$x$b$", "CI011 the quote $a$ is not closed. Close it."),
                Arguments.of("{state} = $$x", "CI011 the quote $$ is not closed. Close it."),
                Arguments.of("\"\" = 'x'", "CI011 \"\" is no name. Write the column between the quotes."),
                Arguments.of("({id} > 0", "CI011 a \"(\" is not closed. Close it, or remove it."),
                Arguments.of("{id} > 0)", "CI011 a \")\" closes nothing. Open it before, or remove it."),
                Arguments.of(")({id} > 0", "CI011 a \")\" closes nothing. Open it before, or remove it."),
                Arguments.of("{state} = 'a' 'b'", side),
                Arguments.of("{state} = 'a'\n'b'", side),
                Arguments.of("{state} = $$a$$ 'b'", side),
                Arguments.of(
                        "{state} = 'a\nb'",
                        "CI011 a line break stands inside quotes. Write it as \\n in an E'…' literal."),
                Arguments.of("{id}\u001c> 0", "CI011 the predicate has \"\\u001c\"" + control),
                Arguments.of("{id} > 0\u0000", "CI011 the predicate has \"\\u0000\"" + control),
                Arguments.of("{id} > 0\u0085", "CI011 the predicate has \"\\u0085\"" + control),
                Arguments.of("{state} = '\udc00'", "CI011 the predicate has \"\\udc00\"" + control),
                Arguments.of("isPublished", bare("isPublished")),
                Arguments.of("NOT isPublished OR isPublished", bare("isPublished")));
    }

    private static String terminator() {
        return "CI010 the predicate contains \";\". It is one condition, not a statement: remove it.";
    }

    private static String comment(String start) {
        return "CI010 the predicate contains a comment, \"%s\". Write it beside the annotation, in Java."
                .formatted(start);
    }

    private static String bare(String field) {
        return "CI012 \"%1$s\" is a field, but SQL needs its column. Did you mean \"{%1$s}\"?".formatted(field);
    }

    @ParameterizedTest
    @MethodSource
    void brokenPredicates(String where, String expected) {
        assertThat(problems(JAVAC, "fields = \"id\", where = " + literal(where)))
                .containsExactly(expected.replaceFirst(" ", " where: "));
    }

    @Test
    void onePredicateHasSeveralProblems() {
        assertThat(problems(JAVAC, "fields = \"id\", where = \"{stat} = 'x' AND ({MAX} OR isPublished\""))
                .containsExactly(
                        "CI008 where: no field \"stat\". Did you mean \"state\"?",
                        "CI002 where: \"MAX\" is static, so no column holds it. Name an instance field.",
                        "CI011 where: a \"(\" is not closed. Close it, or remove it.",
                        bare("isPublished").replaceFirst(" ", " where: "));
    }

    static Stream<Arguments> goodPredicates() {
        return Stream.of(
                Arguments.of("{isPublished}", "is_published"),
                Arguments.of("  NOT\t{ isPublished }\r\n AND {id}>0 ", "NOT is_published AND id>0"),
                Arguments.of("{address.city} = 'x'", "city = 'x'"),
                Arguments.of("{desc} > 0", "\"desc\" > 0"),
                Arguments.of("{state} = 'a;b -- /* {c} }'", "state = 'a;b -- /* {c} }'"),
                Arguments.of("{state} = 'it''s'", "state = 'it''s'"),
                Arguments.of("{state} = E'a\\'b\\\\'", "state = E'a\\'b\\\\'"),
                Arguments.of("{state} = $x${;}'$$x$", "state = $x${;}'$$x$"),
                Arguments.of("{state} = $$--$$", "state = $$--$$"),
                Arguments.of("\"a;{b}\"\"c\" > 0", "\"a;{b}\"\"c\" > 0"),
                Arguments.of("\"\"\"\" > 0", "\"\"\"\" > 0"),
                Arguments.of("{state} = ANY ('{a,b}')", "state = ANY ('{a,b}')"),
                Arguments.of("{state} IN ('a', 'b')", "state IN ('a', 'b')"),
                Arguments.of("is_published", "is_published"),
                Arguments.of("URL IS NULL", "URL IS NULL"),
                Arguments.of("x.isPublished", "x.isPublished"),
                Arguments.of("isPublished(id)", "isPublished(id)"),
                Arguments.of("title COLLATE isPublished > 'x'", "title COLLATE isPublished > 'x'"),
                Arguments.of("CAST(title AS isPublished) > 'x'", "CAST(title AS isPublished) > 'x'"),
                Arguments.of("isPublished 'x' IS NOT NULL", "isPublished 'x' IS NOT NULL"),
                Arguments.of("{id} - -1 > 1.5e-3", "id - -1 > 1.5e-3"),
                Arguments.of("{state} ~ '^\u00e4\ud83d\ude00$'", "state ~ '^\u00e4\ud83d\ude00$'"));
    }

    @ParameterizedTest
    @MethodSource
    void goodPredicates(String where, String sql) {
        assertThat(definition("fields = \"id\", where = " + literal(where))).endsWith(" ON course (id) WHERE " + sql);
    }

    // ------------------------------------------------------------------------------------------------------ long
    // inputs

    static Stream<Arguments> longInputs() {
        int n = 60_000;
        return Stream.of(
                Arguments.of("fields = " + literal("a".repeat(n)), "CI001"),
                Arguments.of("fields = " + literal("a.".repeat(n / 2) + "a"), "CI001"),
                Arguments.of("fields = " + literal("address.".repeat(n / 8) + "city"), "CI001"),
                Arguments.of("fields = " + literal("title" + " ".repeat(n) + "DESC"), ""),
                Arguments.of("fields = " + literal("title " + "x".repeat(n)), "CI007"),
                Arguments.of("fields = " + literal("title " + "DESC ".repeat(n / 5)), "CI007"),
                Arguments.of("fields = \"id\", name = " + literal("x".repeat(n)), "CI013"),
                Arguments.of("fields = \"id\", where = " + literal("a".repeat(n)), ""),
                Arguments.of("fields = \"id\", where = " + literal("a.".repeat(n / 2) + "a"), ""),
                Arguments.of("fields = \"id\", where = " + literal("{" + "a".repeat(n) + "}"), "CI008"),
                Arguments.of("fields = \"id\", where = " + literal("{".repeat(n)), "CI009"),
                Arguments.of("fields = \"id\", where = " + literal("{state} = " + "'".repeat(n)), ""),
                Arguments.of("fields = \"id\", where = " + literal("{state} = " + "'".repeat(n + 1)), "CI011"),
                Arguments.of("fields = \"id\", where = " + literal("{state} = E'" + "x\\\\".repeat(n / 3) + "'"), ""),
                Arguments.of("fields = \"id\", where = " + literal("{state} = E'" + "x\\\\".repeat(n / 3)), "CI011"),
                Arguments.of("fields = \"id\", where = " + literal("\"".repeat(n) + " > 0"), ""),
                Arguments.of("fields = \"id\", where = " + literal("\"".repeat(n + 1)), "CI011"),
                Arguments.of("fields = \"id\", where = " + literal("$".repeat(n)), "CI011"),
                Arguments.of("fields = \"id\", where = " + literal("$a$".repeat(n / 3 + 1)), "CI011"),
                Arguments.of("fields = \"id\", where = " + literal("(".repeat(n / 2) + "true" + ")".repeat(n / 2)), ""),
                Arguments.of("fields = \"id\", where = " + literal("(".repeat(n)), "CI011"),
                Arguments.of("fields = \"id\", where = " + literal("{id} > " + "1".repeat(n)), ""));
    }

    @ParameterizedTest(name = "{index} {1}")
    @MethodSource
    void longInputs(String attributes, String code) {
        List<String> problems = assertTimeout(Duration.ofSeconds(60), () -> problems(JAVAC, attributes));

        if (code.isEmpty()) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).singleElement().asString().startsWith(code + " ");
        }
    }

    // ----------------------------------------------------------------------------------------------------------- names

    static Stream<Arguments> badNames() {
        String ascii = "x".repeat(63);
        String umlauts = "\u00fc".repeat(31) + "x";
        return Stream.of(
                Arguments.of(ascii + "y", "CI013", quoted(ascii + "y"), 64, ascii),
                Arguments.of(umlauts + "\u00fc", "CI013", quoted(umlauts + "\u00fc"), 65, umlauts),
                Arguments.of(
                        "x" + "\ud83d\ude00".repeat(16),
                        "CI013",
                        quoted("x" + "\ud83d\ude00".repeat(16)),
                        65,
                        "x" + "\ud83d\ude00".repeat(15)),
                Arguments.of(" ", "CI014", " is blank. Give a name.", 0, ""),
                Arguments.of("\t\n", "CI014", " is blank. Give a name.", 0, ""),
                Arguments.of("a\nb", "CI014", unusable("a\\u000ab"), 0, ""),
                Arguments.of("a\u0000b", "CI014", unusable("a\\u0000b"), 0, ""),
                Arguments.of("a\u007fb", "CI014", unusable("a\\u007fb"), 0, ""),
                Arguments.of("a\ud800b", "CI014", unusable("a\\ud800b"), 0, ""),
                Arguments.of("a\udc00", "CI014", unusable("a\\udc00"), 0, ""));
    }

    private static String unusable(String shown) {
        return quoted(shown)
                + " contains a control character, a line separator, a byte order mark or half of a surrogate pair. Remove it.";
    }

    private static String quoted(String text) {
        return " \"" + text + "\"";
    }

    @ParameterizedTest
    @MethodSource
    void badNames(String name, String code, String text, int bytes, String kept) {
        String source = """
                package com.acme;
                @dev.compositeindex.IndexedTable(value = %1$s, schema = %1$s)
                @dev.compositeindex.CompositeIndex(name = "other", fields = "id")
                class Course { long id; }
                """;
        String end = bytes == 0
                ? text
                : text
                        + " has %d bytes in UTF-8; PostgreSQL would cut it to \"%s\". Shorten it to 63 bytes."
                                .formatted(bytes, kept);

        assertThat(messages(compile(
                        JAVAC, COURSE.formatted("@CompositeIndex(fields = \"id\", name = " + literal(name) + ")"))))
                .singleElement()
                .asString()
                .startsWith("[" + code + "] @CompositeIndex #1 \"")
                .endsWith("\" on com.acme.Course, name: the index name" + end);
        assertThat(messages(compile(JAVAC, source.formatted(literal(name)))))
                .containsExactly(
                        "[" + code + "] @IndexedTable on com.acme.Course, value: the table name" + end,
                        "[" + code + "] @IndexedTable on com.acme.Course, schema: the schema name" + end);
    }

    static Stream<String> goodNames() {
        return Stream.of(
                "x".repeat(63),
                "\u00fc".repeat(31) + "x",
                "\ud83d\ude00".repeat(15) + "xyz",
                "Order by \"x\"; DROP TABLE y --",
                "select",
                "${x}");
    }

    @ParameterizedTest
    @MethodSource
    void goodNames(String name) {
        assertThat(problems(JAVAC, "fields = \"id\", name = " + literal(name))).isEmpty();
    }

    @Test
    void derivedTableNamesThatAreTooLong() {
        String name = "X".repeat(64);

        assertThat(messages(compile(
                        JAVAC,
                        "package com.acme; @dev.compositeindex.CompositeIndex(fields = \"id\") class " + name
                                + " { long id; }")))
                .containsExactly("[CI013] @CompositeIndex on com.acme." + name + ": the table name \"" + "x".repeat(64)
                        + "\" has 64 bytes in UTF-8; PostgreSQL would cut it to \"" + "x".repeat(63)
                        + "\". Shorten it to 63 bytes.");
    }

    @ParameterizedTest
    @EnumSource
    void nameTwiceInOneClass(CompilerKind compiler) {
        assertThat(messages(
                        compile(compiler, two("name = \"x\", fields = \"id\"", "name = \"x\", fields = \"title\""))))
                .containsExactly("[CI015] @CompositeIndex #2 \"x\" on com.acme.Course, name: \"x\" is also the name of "
                        + "@CompositeIndex #1 on com.acme.Course, and a name is unique in its schema. Rename one.");
    }

    @Test
    void nameOfAnInvalidIndexIsTaken() {
        assertThat(messages(compile(JAVAC, two("name = \"x\", fields = \"no\"", "name = \"x\", fields = \"title\""))))
                .extracting(message -> message.substring(0, 7))
                .containsExactly("[CI001]", "[CI015]");
    }

    @ParameterizedTest
    @EnumSource
    void nameTwiceInTwoClasses(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/A.java", simple("A", "", "name = \"x\", fields = \"id\""))
                .source(
                        "com/acme/B.java",
                        simple("B", "", "name = \"x\", fields = \"id\"", "name = \"x\", fields = \"title\""))
                .run(compiler, new CompositeIndexProcessor());

        assertThat(messages(result))
                .as("one message for each of B's names, although the second clashes with two")
                .containsExactly(
                        "[CI015] @CompositeIndex #2 \"x\" on com.acme.B, name: \"x\" is also the name of @CompositeIndex #1 on "
                                + "com.acme.B, and a name is unique in its schema. Rename one.",
                        "[CI015] @CompositeIndex #1 \"x\" on com.acme.B, name: \"x\" is also the name of @CompositeIndex #1 on "
                                + "com.acme.A, and a name is unique in its schema. Rename one.");
    }

    @Test
    void nameInTwoSchemasIsFine() {
        CompilationResult result = Compilation.in(folder)
                .source(
                        "com/acme/A.java",
                        simple("A", "@IndexedTable(value = \"t\", schema = \"a\")", "name = \"x\", fields = \"id\""))
                .source(
                        "com/acme/B.java",
                        simple("B", "@IndexedTable(value = \"t\", schema = \"b\")", "name = \"x\", fields = \"id\""))
                .run(JAVAC, new CompositeIndexProcessor());

        assertThat(messages(result)).isEmpty();
        assertThat(result.succeeded()).isTrue();
    }

    static Stream<String> mappings() {
        return Stream.of(
                "@jakarta.persistence.Entity @jakarta.persistence.Table(schema = \"%s\")",
                "@org.springframework.data.relational.core.mapping.Table(schema = \"%s\")",
                "@io.micronaut.data.annotation.MappedEntity(schema = \"%s\")");
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void theSchemaOfAMappedTableCounts(String mapping) {
        assertThat(messages(oneNameInSchemas(mapping, "a", "b"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void theSchemaOfTwoMappedTables(String mapping) {
        assertThat(messages(oneNameInSchemas(mapping, "a", "a")))
                .extracting(message -> message.substring(0, 7))
                .containsExactly("[CI015]", "[CI028]");
    }

    private CompilationResult oneNameInSchemas(String mapping, String first, String second) {
        String index = "name = \"x\", fields = \"id\", renamedFrom = \"y\"";
        return Compilation.in(folder)
                .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                .classPath(Compilation.whereIs(org.springframework.data.relational.core.mapping.Column.class))
                .classPath(Compilation.whereIs(io.micronaut.data.annotation.Transient.class))
                .source("com/acme/A.java", simple("A", mapping.formatted(first), index))
                .source("com/acme/B.java", simple("B", mapping.formatted(second), index))
                .run(JAVAC, new CompositeIndexProcessor());
    }

    /** A server folds names without quotes, and a mapping that says no schema means one that nobody here knows. */
    @ParameterizedTest
    @ValueSource(strings = {"schema = \"a\"; schema = \"A\"", "name = \"t1\"; name = \"t2\""})
    void nameTwiceInTheSchemaOfAMapping(String attributes) {
        String[] tables = attributes.split("; ");
        String mapping = "@jakarta.persistence.Entity @jakarta.persistence.Table(%s)";
        String index = "name = \"x\", fields = \"id\"";
        Compilation compilation = Compilation.in(folder)
                .classPath(Compilation.whereIs(jakarta.persistence.Entity.class))
                .option("-Acompositeindex.naming=jpa")
                .source("com/acme/A.java", simple("A", mapping.formatted(tables[0]), index))
                .source("com/acme/B.java", simple("B", mapping.formatted(tables[1]), index));

        assertThat(messages(compilation.run(JAVAC, new CompositeIndexProcessor())))
                .singleElement()
                .asString()
                .startsWith("[CI015] ");
    }

    @Test
    void givenNameThatIsDerivedForAnother() {
        String derived = definition("fields = \"id\"").replaceFirst("CREATE INDEX (\\S+) .*", "$1");

        assertThat(messages(compile(JAVAC, two("fields = \"id\"", "name = \"" + derived + "\", fields = \"title\""))))
                .containsExactly(
                        "[CI015] @CompositeIndex #2 \"%1$s\" on com.acme.Course, name: \"%1$s\" is also the name of @CompositeIndex #1 on com.acme.Course, and a name is unique in its schema. Rename one."
                                .formatted(derived));
    }

    @ParameterizedTest
    @EnumSource
    void nameOfATable(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/A.java", simple("A", "", "name = \"the table\", fields = \"id\""))
                .source("com/acme/B.java", simple("B", "@IndexedTable(\"the table\")", "fields = \"id\""))
                .run(compiler, new CompositeIndexProcessor());

        assertThat(messages(result))
                .containsExactly(
                        "[CI016] @CompositeIndex #1 \"the table\" on com.acme.A, name: \"the table\" is the table of "
                                + "com.acme.B, and an index cannot share a table's name. Rename the index.");
    }

    @Test
    void nameOfATableInAnotherSchemaIsFine() {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/A.java", simple("A", "", "name = \"t\", fields = \"id\""))
                .source(
                        "com/acme/B.java",
                        simple("B", "@IndexedTable(value = \"t\", schema = \"b\")", "fields = \"id\""))
                .run(JAVAC, new CompositeIndexProcessor());

        assertThat(messages(result)).isEmpty();
    }

    @Test
    void blankTableIsOneProblem() {
        assertThat(messages(compile(JAVAC, simple("Course", "@IndexedTable(\"\")", "fields = \"id\""))))
                .containsExactly(
                        "[CI014] @IndexedTable on com.acme.Course, value: the table name is blank. Give a name.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fields = \"id\"", "fields = \"id ASC NULLS LAST\", with = \"fillfactor=70\""})
    void equalIndexesWithoutNamesWouldHaveTheSameOne(String second) {
        assertThat(messages(compile(JAVAC, two("fields = \"id\"", second))))
                .singleElement()
                .asString()
                .matches(
                        "\\[CI015] @CompositeIndex #2 on com\\.acme\\.Course: this is the same index as @CompositeIndex #1 on "
                                + "com\\.acme\\.Course, and neither has a name, so that both are called \"course_id_\\w{8}_idx\"\\. "
                                + "Remove one of the two\\.");
    }

    // ------------------------------------------------------------------------------------ columns that no field has

    @ParameterizedTest
    @EnumSource
    void columnsThatNoFieldHas(CompilerKind compiler) {
        CompilationResult result = compile(compiler, """
                package com.acme;
                @dev.compositeindex.CompositeIndex(
                        name = "i",
                        fields = {"\\"legacy code\\" text_pattern_ops DESC", "title", "\\"parent_id\\""},
                        include = "\\"set_by_trigger\\"",
                        where = "\\"legacy code\\" <> 'x'")
                class Course {
                    String title;
                }
                """);

        assertThat(problems(result)).isEmpty();
        assertThat(result.generated().get("META-INF/compositeindex/com.acme.Indexes.indexes"))
                .contains(
                        "definition=CREATE INDEX i ON course (\"legacy code\" text_pattern_ops DESC, title, parent_id)"
                                + " INCLUDE (set_by_trigger) WHERE \"legacy code\" <> 'x'");
    }

    @ParameterizedTest
    @EnumSource
    void columnsThatAFieldHasAreNamedByIt(CompilerKind compiler) {
        assertThat(problems(compiler, "fields = \"\\\"created_at\\\" DESC\", include = \"\\\"title\\\"\""))
                .containsExactly(
                        "CI057 fields[0]: created_at is the column of a field. Write the field, \"createdAt\", without quotes, so that the index follows it.",
                        "CI057 include[0]: title is the column of a field. Write the field, \"title\", without quotes, so that the index follows it.");
        assertThat(problems(compiler, "fields = {\"\\\"x\\\"\", \"\\\"x\\\" DESC\"}"))
                .containsExactly("CI005 fields[1]: \"x\" is in this index already. Name each field once.");
        assertThat(problems(compiler, "fields = \"(\\\"x\\\")\""))
                .containsExactly(
                        "CI057 fields[0]: \"(\"x\")\" is a column in parentheses, and no expression. Write its field, or, if no field has it, the column in double quotes, without parentheses, and COLLATE behind it.");
    }

    // -------------------------------------------------------------------------------------------------- access methods

    @ParameterizedTest
    @EnumSource
    void theAccessMethodOfTables(CompilerKind compiler) {
        assertThat(problems(compiler, "fields = \"id\", using = \"heap\""))
                .containsExactly(
                        "CI047 using: \"heap\" is the access method of tables, and an index cannot have it. Name one of "
                                + "indexes: btree, hash, gist, gin, spgist, brin.");
        assertThat(problems(compiler, "fields = \"id\", using = \"rtree\""))
                .containsExactly(
                        "CI047 using: PostgreSQL has \"gist\" in the place of the access method \"rtree\". Write that.");
        assertThat(problems(compiler, "fields = \"id\", using = \"heaps\"")).isEmpty();
    }

    // -------------------------------------------------------------------------------------------------------- settings

    static Stream<Arguments> badStorageParameters() {
        String known = "The storage parameters are: deduplicate_items, fillfactor.";
        return Stream.of(
                Arguments.of("", "\"\" has no value. " + nameAndValue()),
                Arguments.of("fillfactor", "\"fillfactor\" has no value. " + nameAndValue()),
                Arguments.of("fillfactor 70", "\"fillfactor 70\" has no value. " + nameAndValue()),
                Arguments.of("=70", "a btree index has no storage parameter \"\". " + known),
                Arguments.of("fastupdate=on", "a btree index has no storage parameter \"fastupdate\". " + known),
                Arguments.of(
                        "filfactor=70",
                        "a btree index has no storage parameter \"filfactor\". Did you mean \"fillfactor\"?"),
                Arguments.of(
                        "\"fillfactor\"=70",
                        "a btree index has no storage parameter \"\"fillfactor\"\". Did you mean \"fillfactor\"?"),
                Arguments.of(
                        "\nfillfactor=70",
                        "a btree index has no storage parameter \"\\u000afillfactor\". Did you mean \"fillfactor\"?"),
                Arguments.of("fillfactor=", percentage("")),
                Arguments.of("fillfactor=9", percentage("9")),
                Arguments.of("fillfactor=101", percentage("101")),
                Arguments.of("fillfactor=1000", percentage("1000")),
                Arguments.of("fillfactor=-70", percentage("-70")),
                Arguments.of("fillfactor=070", percentage("070")),
                Arguments.of("fillfactor=70.0", percentage("70.0")),
                Arguments.of("fillfactor=0x46", percentage("0x46")),
                Arguments.of("fillfactor='7'", percentage("7")),
                Arguments.of("fillfactor=70\t", percentage("70\\u0009")),
                Arguments.of("fillfactor=70\u0000", percentage("70\\u0000")),
                Arguments.of("fillfactor=\u0667\u0660", percentage("\u0667\u0660")),
                Arguments.of("fillfactor=70=70", percentage("70=70")),
                Arguments.of("fillfactor=70, deduplicate_items=on", percentage("70, deduplicate_items=on")),
                Arguments.of("fillfactor=70); DROP TABLE x; --", percentage("70); DROP TABLE x; --")),
                Arguments.of("deduplicate_items=", bool("")),
                Arguments.of("deduplicate_items=o", bool("o")),
                Arguments.of("deduplicate_items=2", bool("2")),
                Arguments.of("deduplicate_items=onn", bool("onn")),
                Arguments.of("deduplicate_items=on\n", bool("on\\u000a")),
                Arguments.of("deduplicate_items='on", bool("'on")),
                Arguments.of("deduplicate_items=\"on\"", bool("\"on\"")),
                Arguments.of("deduplicate_items=on;", bool("on;")));
    }

    private static String nameAndValue() {
        return "Write name=value, for example \"fillfactor=70\".";
    }

    private static String percentage(String value) {
        return "\"fillfactor\" takes a whole number from 10 to 100, and not \"" + value + "\". Change the value.";
    }

    private static String bool(String value) {
        return "\"deduplicate_items\" takes on or off, and not \"" + value + "\". Change the value.";
    }

    @ParameterizedTest
    @MethodSource
    void badStorageParameters(String parameter, String expected) {
        assertThat(problems(JAVAC, "fields = \"id\", with = " + literal(parameter)))
                .containsExactly("CI026 with[0]: " + expected);
    }

    @ParameterizedTest
    @EnumSource
    void storageParametersAreSetOnce(CompilerKind compiler) {
        assertThat(problems(
                        compiler,
                        "fields = \"id\", with = {\"fillfactor=70\", \"no\", \"FillFactor=70\", \"fillfactor=80\"}"))
                .containsExactly(
                        "CI026 with[1]: \"no\" has no value. " + nameAndValue(),
                        "CI026 with[2]: \"fillfactor\" is set already. Set each storage parameter once.",
                        "CI026 with[3]: \"fillfactor\" is set already. Set each storage parameter once.");
    }

    /** The order in the annotation does not matter, nor does how the names are spelled. */
    @Test
    void settingsStandInTheDefinition() {
        String settings = " WITH (deduplicate_items=OFF, fillfactor=70) TABLESPACE \"Fast disks\" WHERE id > 0";

        assertThat(definition(
                        "fields = \"id\", include = \"title\", where = \"{id} > 0\", tablespace = \"Fast disks\", "
                                + "with = {\"FILLFACTOR= 70 \", \"  deduplicate_items =OFF\"}"))
                .endsWith(" ON course (id) INCLUDE (title)" + settings);
        assertThat(definition("fields = \"id\", with = {}, tablespace = \"\"")).endsWith(" ON course (id)");
    }

    static Stream<Arguments> badTablespaces() {
        return Stream.of(
                Arguments.of(" ", "CI014 tablespace: the tablespace name is blank. Give a name."),
                Arguments.of("a\nb", "CI014 tablespace: the tablespace name" + unusable("a\\u000ab")),
                Arguments.of(
                        "x".repeat(64),
                        "CI013 tablespace: the tablespace name \"%s\" has 64 bytes in UTF-8; PostgreSQL would cut it to \"%s\". Shorten it to 63 bytes."
                                .formatted("x".repeat(64), "x".repeat(63))),
                Arguments.of("pg_global", reserved("pg_global")),
                Arguments.of("pg_", reserved("pg_")));
    }

    private static String reserved(String name) {
        return "CI014 tablespace: the tablespace name \"" + name
                + "\" starts with \"pg_\", which PostgreSQL keeps for its own tablespaces, and of those only "
                + "\"pg_default\" takes indexes. Name another one.";
    }

    @ParameterizedTest
    @MethodSource
    void badTablespaces(String name, String expected) {
        assertThat(problems(JAVAC, "fields = \"id\", tablespace = " + literal(name)))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_default", "PG_x", "pgx", "a \"b\"", "\u00fc"})
    void goodTablespaces(String name) {
        assertThat(problems(JAVAC, "fields = \"id\", tablespace = " + literal(name)))
                .isEmpty();
    }

    static Stream<Arguments> badComments() {
        return Stream.of(Arguments.of("a\u0000", "a\\u0000"), Arguments.of("\ud800 b", "\\ud800 b"))
                .flatMap(row -> CompilerKind.all().map(compiler -> Arguments.of(compiler, row.get()[0], row.get()[1])));
    }

    @ParameterizedTest
    @MethodSource
    void badComments(CompilerKind compiler, String comment, String shown) {
        assertThat(problems(compiler, "fields = \"id\", comment = " + literal(comment)))
                .containsExactly("CI027 comment: the comment \"" + shown + "\" contains a NUL character or half of a "
                        + "surrogate pair, which no database stores. Remove it.");
    }

    @Test
    void goodComments() {
        String all = IntStream.range(1, 0xa0).mapToObj(Character::toString).collect(joining()) + "\ud83d\ude00\ufffe";

        assertThat(problems(JAVAC, "fields = \"id\", comment = " + literal(all)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void badFormerNames(CompilerKind compiler) {
        assertThat(problems(compiler, "fields = \"id\", renamedFrom = \"a\\tb\""))
                .containsExactly("CI014 renamedFrom: the former name" + unusable("a\\u0009b"));
        assertThat(problems(compiler, "fields = \"id\", name = \"x\", renamedFrom = \"x\""))
                .containsExactly(
                        "CI028 renamedFrom: \"x\" is the index's own name. Remove it, or name the one that the "
                                + "index had before.");
        assertThat(messages(compile(
                        compiler,
                        two("fields = \"id\", renamedFrom = \"x\"", "fields = \"title\", renamedFrom = \"x\""))))
                .containsExactly(
                        "[CI028] @CompositeIndex #2 on com.acme.Course, renamedFrom: \"x\" is also the former "
                                + "name of @CompositeIndex #1 on com.acme.Course, and one index had it. Remove one of the two.");
    }

    /** In the same schema, whether the name is given or derived, and whether the index is valid or not. */
    @ParameterizedTest
    @EnumSource
    void formerNamesThatIndexesStillHave(CompilerKind compiler) {
        String derived = definition("fields = \"id\"").replaceFirst("CREATE INDEX (\\S+) .*", "$1");
        String own = "fields = \"title\", renamedFrom = \"%s\"";
        String expected = "[CI028] @CompositeIndex #2 on com.acme.Course, renamedFrom: \"%s\" is the name of "
                + "@CompositeIndex #1 on com.acme.Course, so that no index is renamed from it. Remove it once the "
                + "renaming is recorded.";

        assertThat(messages(compile(compiler, two("fields = \"id\"", own.formatted(derived)))))
                .containsExactly(expected.formatted(derived));
        assertThat(messages(compile(compiler, two("name = \"x\", fields = \"id\"", own.formatted("x")))))
                .containsExactly(expected.formatted("x"));
        assertThat(messages(compile(compiler, two("name = \"x\", fields = {}", own.formatted("x")))))
                .extracting(message -> message.substring(0, 7))
                .containsExactly("[CI006]", "[CI028]");
    }

    @Test
    void formerNamesOfOtherClassesAndSchemas() {
        String former = "name = \"%s\", fields = \"id\", renamedFrom = \"x\"";
        CompilationResult result = Compilation.in(folder)
                .source(
                        "com/acme/A.java",
                        simple("A", "@IndexedTable(value = \"t\", schema = \"a\")", former.formatted("a")))
                .source(
                        "com/acme/B.java",
                        simple("B", "@IndexedTable(value = \"t\", schema = \"b\")", former.formatted("b")))
                .source(
                        "com/acme/C.java",
                        simple("C", "@IndexedTable(value = \"t\", schema = \"c\")", "name = \"x\", fields = \"id\""))
                .source(
                        "com/acme/D.java",
                        simple("D", "@IndexedTable(value = \"d\", schema = \"a\")", former.formatted("e")))
                .run(JAVAC, new CompositeIndexProcessor());

        assertThat(messages(result))
                .containsExactly(
                        "[CI028] @CompositeIndex #1 \"e\" on com.acme.D, renamedFrom: \"x\" is also the former name of "
                                + "@CompositeIndex #1 on com.acme.A, and one index had it. Remove one of the two.");
    }

    // ----------------------------------------------------------------------------------------------------------- types

    static Stream<Arguments> typesWithoutTable() {
        return Stream.of("interface", "enum", "@interface")
                .flatMap(keyword -> CompilerKind.all().map(compiler -> Arguments.of(compiler, keyword)));
    }

    @ParameterizedTest
    @MethodSource
    void typesWithoutTable(CompilerKind compiler, String keyword) {
        String kind = keyword.equals("@interface") ? "annotation" : keyword;

        CompilationResult result = compile(
                compiler,
                "package com.acme;\n@dev.compositeindex.CompositeIndex(fields = \"no\", name = \"course\")\n" + keyword
                        + " Course {}");

        assertThat(result.errors())
                .extracting(DiagnosticPage::printed)
                .containsExactly(
                        "Course.java:3: error: [CI019] @CompositeIndex on com.acme.Course: the type is of kind " + kind
                                + ", and only classes and records are stored as rows. Annotate the class that is.");
    }

    @ParameterizedTest
    @EnumSource
    void typesWithTable(CompilerKind compiler) {
        CompilationResult result = compile(compiler, """
                package com.acme;

                import dev.compositeindex.CompositeIndex;

                @CompositeIndex(fields = {"id", "owner"})
                abstract class Course<T extends Comparable<T>> extends Base<T> {
                    static int count;

                    @CompositeIndex(fields = "id") class Inner { long id; }
                    @CompositeIndex(fields = "id") static class StaticNested { long id; }
                    @CompositeIndex(fields = "id") private static final class PrivateNested { long id; }
                    @CompositeIndex(fields = "id") record Nested(long id) { static final int MAX = 1; }
                    interface Holder { @CompositeIndex(fields = "id") class InInterface { long id; } }
                }

                class Base<T> {
                    private T owner;
                    private long id;
                }
                """);

        assertThat(messages(result)).isEmpty();
        assertThat(result.succeeded()).isTrue();
        assertThat(result.generated().keySet())
                .contains(
                        "com/acme/CourseIndexes.java",
                        "com/acme/Course_InnerIndexes.java",
                        "com/acme/Course_StaticNestedIndexes.java",
                        "com/acme/Course_PrivateNestedIndexes.java",
                        "com/acme/Course_NestedIndexes.java",
                        "com/acme/Course_Holder_InInterfaceIndexes.java");
    }

    @ParameterizedTest
    @EnumSource
    void mistakesInNestedClassesHaveAPlace(CompilerKind compiler) {
        CompilationResult result = compile(compiler, """
                package com.acme;
                class Course {
                    @dev.compositeindex.CompositeIndex(fields = "no")
                    static class Nested { long id; }
                }
                @dev.compositeindex.CompositeIndex(fields = "no")
                class With$Dollar { long id; }
                """);

        assertThat(result.errors())
                .extracting(DiagnosticPage::printed)
                .containsExactly(
                        "Course.java:3: error: [CI001] @CompositeIndex #1 on com.acme.Course$Nested, fields[0]: no field "
                                + "\"no\". The fields are: id." + VERBATIM,
                        "Course.java:6: error: [CI001] @CompositeIndex #1 on com.acme.With$Dollar, fields[0]: no field "
                                + "\"no\". The fields are: id." + VERBATIM);
    }

    @ParameterizedTest
    @EnumSource
    void staticFieldsOfRecords(CompilerKind compiler) {
        assertThat(
                        problems(
                                compile(
                                        compiler,
                                        "package com.acme; @dev.compositeindex.CompositeIndex(fields = {\"MAX\", \"id\"}) record Course(long id) { static int MAX; }")))
                .containsExactly("CI002 fields[0]: \"MAX\" is static, so no column holds it. Name an instance field.");
    }

    @ParameterizedTest
    @EnumSource
    void hiddenFieldIsThatOfTheSubclass(CompilerKind compiler) {
        assertThat(problems(compile(compiler, """
                package com.acme;
                @dev.compositeindex.CompositeIndex(fields = {"id", "name"})
                class Course extends Base { transient long id; String name; }
                class Base { long id; static String name; }
                """)))
                .containsExactly("CI003 fields[0]: \"id\" is transient, so no column holds it. Name a stored field.");
    }

    // --------------------------------------------------------------------------------------------------------- options

    static Stream<Arguments> badOptions() {
        String name = " has the value \"%s\". Give a qualified class name such as com.acme.AppIndexes.";
        String path = " has the value \"%s\". Give a relative path such as db/migration, or none.";
        String migrations = "-Acompositeindex.migrations names ";
        String directories = " Give absolute paths of directories, separated as in a class path.";
        String all =
                "The options are: -Acompositeindex.registry, -Acompositeindex.migrations, -Acompositeindex.location, -Acompositeindex.postgres, -Acompositeindex.naming, -Acompositeindex.jpaIndexes, -Acompositeindex.warnings.";
        return Stream.of(
                Arguments.of("registry=", "-Acompositeindex.registry" + name.formatted("")),
                Arguments.of("registry", "-Acompositeindex.registry" + name.formatted("")),
                Arguments.of("registry=com.acme.", "-Acompositeindex.registry" + name.formatted("com.acme.")),
                Arguments.of("registry=com.acme.class", "-Acompositeindex.registry" + name.formatted("com.acme.class")),
                Arguments.of("registry=com/acme/A", "-Acompositeindex.registry" + name.formatted("com/acme/A")),
                Arguments.of("location=/db/migration", "-Acompositeindex.location" + path.formatted("/db/migration")),
                Arguments.of("location=db/../x", "-Acompositeindex.location" + path.formatted("db/../x")),
                Arguments.of("location=db migration", "-Acompositeindex.location" + path.formatted("db migration")),
                Arguments.of("location=classpath:db", "-Acompositeindex.location" + path.formatted("classpath:db")),
                Arguments.of("migrations=", migrations + "\"\", which is no absolute path." + directories),
                Arguments.of("migrations=src/db", migrations + "\"src/db\", which is no absolute path." + directories),
                Arguments.of("migrations=/no/such", migrations + "\"/no/such\", which is no directory." + directories),
                Arguments.of(
                        "registri=com.acme.A",
                        "there is no option \"-Acompositeindex.registri\". Did you mean \"-Acompositeindex.registry\"?"),
                Arguments.of("tables=x", "there is no option \"-Acompositeindex.tables\". " + all));
    }

    @ParameterizedTest
    @MethodSource
    void badOptions(String option, String expected) {
        for (CompilerKind compiler : CompilerKind.values()) {
            if (compiler == ECJ && !option.contains("=")) {
                continue;
            }
            CompilationResult result = Compilation.in(folder)
                    .source("com/acme/Course.java", simple("Course", "", "fields = \"no\""))
                    .option("-Acompositeindex." + option)
                    .run(compiler, new CompositeIndexProcessor());

            assertThat(messages(result))
                    .as("the option's problem, and the class's all the same")
                    .containsExactly(
                            "[CI020] " + expected,
                            "[CI001] @CompositeIndex #1 on com.acme.Course, fields[0]: no field \"no\". The fields are: id, title."
                                    + VERBATIM);
            assertThat(result.generated()).isEmpty();
        }
    }

    // ------------------------------------------------------------------------------------------------- generated files

    @ParameterizedTest
    @EnumSource
    void registryExistsAlready(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Course.java", simple("Course", "", "fields = \"id\""))
                .source("com/acme/Indexes.java", "package com.acme; class Indexes {}")
                .run(compiler, new CompositeIndexProcessor());

        assertThat(messages(result))
                .containsExactly(
                        "[CI021] the registry \"com.acme.Indexes\" exists already; test sources need one of their own. "
                                + "Name another with -Acompositeindex.registry.");
        assertThat(result.generated().keySet()).containsExactly("com/acme/CourseIndexes.java");
    }

    @ParameterizedTest
    @EnumSource
    void registryIsNamedLikeAnEntitysClass(CompilerKind compiler) {
        CompilationResult result = Compilation.in(folder)
                .source("com/acme/Course.java", simple("Course", "", "fields = \"id\""))
                .option("-Acompositeindex.registry=com.acme.CourseIndexes")
                .run(compiler, new CompositeIndexProcessor());

        assertThat(messages(result))
                .singleElement()
                .asString()
                .startsWith("[CI021] the registry \"com.acme.CourseIndexes\" exists already; ");
        assertThat(result.generated().keySet()).containsExactly("com/acme/CourseIndexes.java");
    }

    @ParameterizedTest
    @EnumSource
    void superclassOfAnotherProcessorIsWaitedFor(CompilerKind compiler) {
        CompilationResult result = run(
                compiler,
                "package com.acme; @dev.compositeindex.CompositeIndex(fields = {\"id\", \"title\"}) class Course extends Base { String title; }",
                new GeneratingProcessor(1, "com.acme.Base", "package com.acme; class Base { long id; }"));

        assertThat(messages(result)).isEmpty();
        assertThat(result.succeeded()).isTrue();
        assertThat(result.generated().get("META-INF/compositeindex/com.acme.Indexes.indexes"))
                .contains(" ON course (id, title)");
    }

    @ParameterizedTest
    @EnumSource
    void constantOfAnotherProcessorIsWaitedFor(CompilerKind compiler) {
        CompilationResult result = run(
                compiler,
                "package com.acme; @dev.compositeindex.CompositeIndex(fields = {Course_.ID, \"title\"}, name = Course_.NAME) class Course { long id; String title; }",
                new GeneratingProcessor(
                        1,
                        "com.acme.Course_",
                        "package com.acme; class Course_ { static final String ID = \"id\", NAME = \"x\"; }"));

        assertThat(messages(result)).isEmpty();
        assertThat(result.succeeded()).isTrue();
        assertThat(result.generated().get("META-INF/compositeindex/com.acme.Indexes.indexes"))
                .contains("CREATE INDEX x ON course (id, title)");
    }

    static Stream<Arguments> whatTheCompilerReportsAlone() {
        return Stream.of(
                        "@CompositeIndex(fields = \"id\") class Course extends Gone { long id; }",
                        "@CompositeIndex(fields = \"id\") class Course { long id; Gone gone; }",
                        "@CompositeIndex(fields = Gone.ID) class Course { long id; }",
                        "@CompositeIndex(fields = \"id\", name = GONE) class Course { long id; }",
                        "@CompositeIndex(fields = \"id\", unique = GONE) class Course { long id; }",
                        "@CompositeIndex(fields = \"id\") @IndexedTable(GONE) class Course { long id; }",
                        "@CompositeIndex(fields = 3) class Course { long id; }",
                        "@CompositeIndex(name = \"x\") class Course { long id; }",
                        "@CompositeIndex(fields = \"id\") @IndexedTable class Course { long id; }")
                .flatMap(source -> CompilerKind.all().map(compiler -> Arguments.of(compiler, source)));
    }

    @ParameterizedTest
    @MethodSource
    void whatTheCompilerReportsAlone(CompilerKind compiler, String source) {
        CompilationResult result = compile(
                compiler,
                "package com.acme;\nimport dev.compositeindex.CompositeIndex;\nimport dev.compositeindex.IndexedTable;\n"
                        + source);

        assertThat(result.succeeded()).isFalse();
        assertThat(result.errors()).isNotEmpty();
        assertThat(messages(result)).isEmpty();
        assertThat(result.generated()).isEmpty();
    }

    // --------------------------------------------------------------------------------------------------------- at once

    @ParameterizedTest
    @EnumSource
    void fiveMistakesInThreeIndexes(CompilerKind compiler) {
        CompilationResult result = compile(compiler, """
                package com.acme;

                import dev.compositeindex.CompositeIndex;

                @CompositeIndex(name = "first", fields = {"titel", "state DSC"})
                @CompositeIndex(fields = "cache", where = "{id} > 0;")
                @CompositeIndex(fields = {"id", "createdAt DESC"}, name = "first")
                class Course {
                    long id;
                    String title, state;
                    transient String cache;
                    java.time.Instant createdAt;
                }
                """);

        assertThat(result.errors())
                .extracting(Message::text)
                .containsExactly(
                        "[CI001] @CompositeIndex #1 \"first\" on com.acme.Course, fields[0]: no field \"titel\". Did you mean "
                                + "\"title\"?",
                        "[CI007] @CompositeIndex #1 \"first\" on com.acme.Course, fields[1]: \"state DSC\" has an unexpected "
                                + "word, \"DSC\". Did you mean \"DESC\"?",
                        "[CI003] @CompositeIndex #2 on com.acme.Course, fields[0]: \"cache\" is transient, so no column holds "
                                + "it. Name a stored field.",
                        "[CI010] @CompositeIndex #2 on com.acme.Course, where: the predicate contains \";\". It is one "
                                + "condition, not a statement: remove it.",
                        "[CI015] @CompositeIndex #3 \"first\" on com.acme.Course, name: \"first\" is also the name of "
                                + "@CompositeIndex #1 on com.acme.Course, and a name is unique in its schema. Rename one.");
        assertThat(result.errors()).extracting(Message::file).containsOnly("Course.java");
        if (compiler == JAVAC) {
            assertThat(result.errors()).extracting(Message::line).containsOnly(8L);
        } else {
            assertThat(result.errors()).extracting(Message::line).containsExactly(5L, 5L, 6L, 6L, 7L);
        }
        assertThat(messages(result)).hasSize(5);
        assertThat(result.messages()).extracting(Message::text).noneMatch(text -> text.contains("\tat "));
        assertThat(result.generated()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void mistakesOfAllClassesAreSorted(CompilerKind compiler) {
        for (int seed = 1; seed <= 3; seed++) {
            CompilationResult result = Compilation.in(folder)
                    .source("com/acme/C.java", simple("C", "", "name = \"x\", fields = \"id\""))
                    .source("com/acme/B.java", simple("B", "", "name = \"x\", fields = \"no\""))
                    .source("com/acme/A.java", simple("A", "", "fields = {}"))
                    .shuffled(seed)
                    .run(compiler, new CompositeIndexProcessor());

            assertThat(result.errors())
                    .extracting(DiagnosticPage::printed)
                    .containsExactly(
                            "A.java:5: error: [CI006] @CompositeIndex #1 on com.acme.A, fields: an index needs at least one key. Name the field to search by.",
                            "B.java:5: error: [CI001] @CompositeIndex #1 \"x\" on com.acme.B, fields[0]: no field \"no\". The fields are: id, title."
                                    + VERBATIM,
                            "C.java:5: error: [CI015] @CompositeIndex #1 \"x\" on com.acme.C, name: \"x\" is also the name of @CompositeIndex #1 on com.acme.B, and a name is unique in its schema. Rename one.");
            assertThat(result.generated().keySet()).allMatch(path -> path.equals("com/acme/CIndexes.java"));
        }
    }

    /** ECJ fails to find the place of a message behind an empty array. */
    @ParameterizedTest
    @EnumSource
    void anEmptyArrayBeforeAMistake(CompilerKind compiler) {
        assertThat(messages(compile(
                        compiler, two("fields = \"id\", include = {}", "fields = {\"no\", \"title\"}, name = \" \""))))
                .extracting(message -> message.substring(0, 7))
                .containsExactly("[CI014]", "[CI001]");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    private static String simple(String name, String table, String... indexes) {
        return "package com.acme;\nimport dev.compositeindex.*;\n\n" + table + "\n"
                + Arrays.stream(indexes)
                        .map(attributes -> "@CompositeIndex(" + attributes + ")")
                        .collect(joining("\n"))
                + "\nclass " + name + " { long id; String title; }\n";
    }

    private static String two(String first, String second) {
        return COURSE.formatted("@CompositeIndex(%s)\n@CompositeIndex(%s)".formatted(first, second));
    }

    private List<String> problems(CompilerKind compiler, String attributes) {
        return problems(compile(compiler, COURSE.formatted("@CompositeIndex(" + attributes + ")")));
    }

    private static List<String> problems(CompilationResult result) {
        return messages(result).stream()
                .map(message -> message.replaceFirst(
                        "^\\[(CI\\d+)] @CompositeIndex #1 (?:\"[^\"]*\" )?on com\\.acme\\.Course, ", "$1 "))
                .toList();
    }

    /** The definition of the only index. */
    private String definition(String attributes) {
        CompilationResult result = compile(JAVAC, COURSE.formatted("@CompositeIndex(" + attributes + ")"));
        assertThat(messages(result)).isEmpty();
        return result.generated()
                .get("META-INF/compositeindex/com.acme.Indexes.indexes")
                .replaceFirst("(?s).*\\tdefinition=(.*)\\n", "$1")
                .replace("\\\\", "\\");
    }

    private CompilationResult compile(CompilerKind compiler, String course) {
        return run(compiler, course);
    }

    private CompilationResult run(CompilerKind compiler, String course, Processor... others) {
        List<Processor> processors = Stream.concat(Stream.of(new CompositeIndexProcessor()), Stream.of(others))
                .toList();
        return Compilation.in(folder.resolve("run" + ++runs))
                .option("-Acompositeindex.warnings=off")
                .source("com/acme/Course.java", course)
                .source("com/acme/Transient.java", TRANSIENT)
                .run(compiler, processors.toArray(Processor[]::new));
    }

    /** Our messages but for the note about migrations, after a look at what must hold for each of them. */
    private static List<String> messages(CompilationResult result) {
        List<String> messages = result.messages().stream()
                .map(Message::text)
                .filter(text -> text.startsWith("[CI") && !text.startsWith("[CI024]"))
                .toList();
        assertThat(messages)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.matches("\\[CI\\d{3}] \\P{Cntrl}+[.?]"), "one line, a sentence")
                .allMatch(text -> text.length() < 1_000, "bounded");
        assertThat(result.errors()).as("no other errors").hasSizeGreaterThanOrEqualTo(messages.size());
        if (!messages.isEmpty()) {
            assertThat(result.errors()).extracting(Message::text).containsExactlyElementsOf(messages);
            assertThat(result.succeeded()).isFalse();
            assertThat(result.generated().keySet())
                    .noneMatch(path -> path.startsWith("META-INF/") || path.startsWith("db/"));
        }
        return messages;
    }

    /** Java for a string; what is no ASCII is escaped so that it also can be half of a surrogate pair. */
    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                literal.append('\\').append((char) c);
            } else if (c < ' ') {
                literal.append("\\%03o".formatted(c));
            } else if (c > '~') {
                literal.append("\\u%04x".formatted(c));
            } else {
                literal.append((char) c);
            }
        });
        return literal.append('"').toString();
    }
}
