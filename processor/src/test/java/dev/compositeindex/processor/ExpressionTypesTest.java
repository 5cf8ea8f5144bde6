package dev.compositeindex.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.Message;
import jakarta.persistence.Entity;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from types for expressions and predicates: errors where they are certain, else warnings. On both compilers. */
@Tag("slow")
class ExpressionTypesTest {
    private static final Path JPA = Path.of(URI.create(
            Entity.class.getProtectionDomain().getCodeSource().getLocation().toString()));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            {id} LIKE '1%'                                # CI087 # no operator "bigint LIKE unknown" (id is bigint)
            NOT {id} ILIKE {title}                        #       #
            {open} = 1                                    # CI087 # no operator "boolean = integer" (open is boolean)
            {open} = 'maybe'                              # CI087 # does not take 'maybe' for a value of type boolean
            {open} = 'yes'                                #       #
            {id}                                          # CI087 # takes a boolean as a condition, and no bigint
            {id} > 5 OR {createdAt}                       # CI087 # no timestamp with time zone
            {createdAt} > 5                               # CI087 # no operator "timestamp with time zone > integer"
            {createdAt} > 'soon'                          # CI087 # does not take 'soon'
            {createdAt} > '2020-01-01'                    # CI091 # '2020-01-01' as timestamp with time zone
            {createdAt} > '2020-01-01 00:00Z'             #       #
            {createdAt} > 'Tomorrow'                      # CI087 # 'Tomorrow' as timestamp with time zone
            {title} > 'tomorrow'                          #       #
            {title}::date > 'today'::date                 # CI046 # 'today' as date
            1 = 'x'                                       # CI058 # does not take 'x' for a value of type integer
            {stored} = 'x'                                # CI058 # does not take 'x' for a value of type date
            {tags} <@ '{a,b}'                             #       #
            {stored} > {createdAt}                        #       #
            {stored} = ANY ({id})                         # CI087 # needs an array in the parentheses of ANY or ALL, and no bigint
            {title} = 5                                   #       #
            {key} = 'x'                                   # CI087 # does not take 'x' for a value of type uuid
            {amount} IN (1, 'two')                        # CI087 # does not take 'two' for a value of type integer
            {amount} IN (1, '2')                          #       #
            {amount} = ANY ('{1,2}')                      #       #
            amount LIKE 'x'                               # CI087 # no operator "integer LIKE unknown" (amount is integer)
            my_function({amount}) = {title}               #       #
            lower({amount}) = 'x'                         # CI087 # no function "lower(integer)"
            public.lower({amount}) = 'x'                  #       #
            {amount} === 5                                #       #
            {amount} OPERATOR(public.=) {title}           #       #
            {title} IS JSON                               # CI053 # IS JSON needs PostgreSQL 16
            json_value({title}, '$.a') = 'x'              # CI053 # json_value needs PostgreSQL 17
            casefold({title}) = 'x'                       # CI053 # casefold needs PostgreSQL 18
            public.casefold({title}) = 'x'                #       #
            """)
    void predicates(String where, String code, String text) {
        for (CompilerKind compiler : CompilerKind.values()) {
            assertMessage(predicate(compiler, where), code, text);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            lower({id})                          # CI087 # no function "lower(bigint)" (id is bigint)
            ({stored}::timestamptz)              # CI046 # "a cast from date to timestamp with time zone"
            to_char({stored}, 'YYYY')            # CI046 # calls "to_char()"
            stored gist_trgm_ops                 # CI054 # gist_trgm_ops
            stored COLLATE "C"                   # CI058 # which has no collation
            stored text_pattern_ops              # CI058 # the operator class "text_pattern_ops" takes text
            stored pg_catalog.text_pattern_ops   # CI058 # the operator class "text_pattern_ops" takes text
            stored public.text_pattern_ops       #       #
            lower({title})                       #       #
            ({id} || ':' || {amount})    #       #
            ({createdAt}::date)                  #       #
            ({createdAt}::boolean)               # CI087 # cannot cast timestamp with time zone to boolean
            ({tags}::text)                       #       #
            (ARRAY[{id}]::text)                  # CI087 # a cast from bigint[] to text
            (CASE WHEN {open} THEN {id} ELSE {createdAt} END) # CI087 # finds no one type for values of timestamp with time zone and bigint
            (coalesce({id}, {amount}, 0.5))      #       #
            ({open} COLLATE "C")                 # CI057 # is a column in parentheses
            (stored)                             # CI057 # is a column in parentheses
            ("current_user")                     # CI057 # is a column in parentheses
            (current_user)                       # CI046 # calls "CURRENT_USER"
            ((Session_User) COLLATE "C")         # CI046 # calls "SESSION_USER"
            (left)                               # CI007 # ends too early
            (({open} AND true) COLLATE "C")      # CI058 # no collations for values of type boolean
            (({amount})[1])                      # CI087 # takes no subscripts behind a value of type integer
            ({title}::int(3))                    # CI007 # does not fit where it stands
            ({title}::text(3))                   # CI058 # takes nothing in parentheses behind the type text
            """)
    void keys(String key, String code, String text) {
        String attributes = "fields = \"" + key.replace("\"", "\\\"") + "\"";
        for (CompilerKind compiler : CompilerKind.values()) {
            assertMessage(messages(compiler, attributes), code, text);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            15 # {title} IS JSON                   # CI053 # IS JSON needs PostgreSQL 16
            16 # {title} IS NOT JSON OBJECT        #       #
            16 # json_value({title}, '$.a') = 'x'  # CI053 # json_value needs PostgreSQL 17
            17 # json_value({title}, '$.a') = 'x'  #       #
            17 # casefold({title}) = 'x'           # CI053 # casefold needs PostgreSQL 18
            18 # casefold({title}) = 'x'           #       #
            """)
    void whatTheOldestServerKnows(int postgres, String where, String code, String text) {
        for (CompilerKind compiler : CompilerKind.values()) {
            assertMessage(
                    messages(compilation(compiler, predicate(where))
                            .option("-Acompositeindex.postgres=" + postgres)
                            .run(compiler, new CompositeIndexProcessor())),
                    code,
                    text);
        }
    }

    /** Chains are looked at whole if the server does not nest them, else up to where a stack would end. */
    @Test
    void longChains() {
        String open = "{open} OR ".repeat(4000);
        String sum = "{amount}" + " + 1".repeat(8000);
        for (CompilerKind compiler : CompilerKind.values()) {
            assertMessage(predicate(compiler, open + "{createdAt}"), "CI087", "takes a boolean as a condition, and no");
            assertMessage(predicate(compiler, open + "{open}"), null, null);
            assertMessage(predicate(compiler, sum + " > 5"), null, null);
            assertMessage(predicate(compiler, sum + " > 5 AND {open} = 1"), "CI087", "\"boolean = integer\"");
        }
    }

    @Test
    void longLiterals() {
        for (CompilerKind compiler : CompilerKind.values()) {
            assertMessage(predicate(compiler, "{amount} = '" + "x".repeat(1000) + "'"), "CI087", "does not take 'xxx");
            assertMessage(predicate(compiler, "{amount} = '" + "x".repeat(1001) + "'"), null, null);
        }
    }

    /** A definition says what the column is; whoever says another one further up is right. */
    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            {whole} LIKE '1%'                     # CI058 # no operator "integer LIKE unknown" (whole is integer)
            {flag} = 1                            # CI058 # no operator "character = integer" (flag is character)
            {at}::date > '2020-01-01'             # CI046 # a cast from timestamp with time zone to date
            {document} = 'x'                      # CI058 # does not take 'x' for a value of type jsonb
            {flag} = 'Y' AND {id} LIKE '1%'       # CI087 # no operator "bigint LIKE unknown" (flag is character, id is bigint)
            {whole} LIKE '1%' AND {id} LIKE '1%'  # CI058 # no operator "integer LIKE unknown" (whole is integer)
            {inner.text} = 1                      # CI058 # no operator "text = integer" (inner.text is text)
            {inherited} = 1                       # CI058 # no operator "text = integer" (inherited is text)
            """)
    void whatIsSaidOfColumns(String where, String code, String text) {
        for (CompilerKind compiler : CompilerKind.values()) {
            assertMessage(
                    messages(Compilation.in(folder.resolve(compiler.name()))
                            .classPath(JPA)
                            .source("T.java", """
                                    import jakarta.persistence.*;
                                    @dev.compositeindex.CompositeIndex(fields = "id", where = "%s")
                                    @AttributeOverride(name = "inherited", column = @Column(columnDefinition = "text"))
                                    @Entity class T extends S {
                                        @Id Long id;
                                        @Column(columnDefinition = "integer") int whole;
                                        @Column(columnDefinition = "char(1)") boolean flag;
                                        @Column(columnDefinition = "timestamptz") java.time.Instant at;
                                        @Column(columnDefinition = "jsonb") String document;
                                        @AttributeOverride(name = "text", column = @Column(columnDefinition = "text")) V inner;
                                    }
                                    @MappedSuperclass class S { @Column(columnDefinition = "int") int inherited; }
                                    @Embeddable class V { @Column(columnDefinition = "int") int text; }
                                    """.formatted(where))
                            .run(compiler, new CompositeIndexProcessor())),
                    code,
                    text);
        }
    }

    private static void assertMessage(List<String> messages, String code, String text) {
        if (code == null) {
            assertThat(messages).isEmpty();
        } else {
            assertThat(messages)
                    .singleElement()
                    .asString()
                    .startsWith("[" + code + "] ")
                    .contains(text);
        }
    }

    private List<String> predicate(CompilerKind compiler, String where) {
        return messages(compiler, predicate(where));
    }

    private static String predicate(String where) {
        return "fields = \"title\", where = \"" + where + "\"";
    }

    private List<String> messages(CompilerKind compiler, String attributes) {
        return messages(compilation(compiler, attributes).run(compiler, new CompositeIndexProcessor()));
    }

    private Compilation compilation(CompilerKind compiler, String attributes) {
        return Compilation.in(folder.resolve(compiler.name())).classPath(JPA).source("T.java", """
                        @jakarta.persistence.Entity
                        @dev.compositeindex.CompositeIndex(name = "i", %s)
                        class T {
                            @jakarta.persistence.Id
                            long id;
                            Integer amount;
                            String title;
                            boolean open;
                            java.time.Instant createdAt;
                            java.util.UUID key;
                            String[] tags;
                            @jakarta.persistence.Column(columnDefinition = "DATE NOT NULL")
                            String stored;
                        }
                        """.formatted(
                        attributes));
    }

    private static List<String> messages(CompilationResult result) {
        return result.messages().stream()
                .map(Message::text)
                .filter(message -> message.startsWith("[CI") && !message.startsWith("[CI024]"))
                .toList();
    }
}
