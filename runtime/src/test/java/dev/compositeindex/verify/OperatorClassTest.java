package dev.compositeindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.Effort;
import dev.compositeindex.testing.IndexedKey;
import dev.compositeindex.testing.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An index is as declared if the catalogue's columns say of it what they say of the index that the declaration builds. */
@Tag("slow")
class OperatorClassTest {

    private static final int SHARE = Effort.of("operator.classes", 3, 1);

    /** How far the indexes of one column are shifted against each other; 0 compares each with itself. */
    private static final List<Integer> SHIFTS = List.of(0, 1, 2, 3, 7);

    @ParameterizedTest
    @EnumSource
    void theVerdictIsWhatTheCatalogueSays(PostgresServer server) throws SQLException {
        Database database = Database.empty(server);
        List<IndexedKey> keys = IndexedKey.create(database.dataSource(), SHARE);
        Map<IndexDefinition, Boolean> expected = new LinkedHashMap<>();
        for (List<IndexedKey> ofPart : keys.stream()
                .collect(Collectors.groupingBy(key -> key.method() + " " + key.part(), Collectors.toList()))
                .values()) {
            for (int shift : SHIFTS) {
                for (int i = 0; i < ofPart.size(); i++) {
                    IndexedKey declared = ofPart.get(i);
                    IndexedKey actual = ofPart.get((i + shift) % ofPart.size());
                    expected.put(
                            definition(declared, actual.index()),
                            declared.meaning().equals(actual.meaning()));
                }
            }
        }

        List<String> wrong = new ArrayList<>();
        for (IndexVerdict verdict : database.verify(expected.keySet().toArray(IndexDefinition[]::new))
                .verdicts()) {
            boolean same = Boolean.TRUE.equals(expected.get(verdict.index()));
            if (verdict.verdict() != (same ? Verdict.VALID : Verdict.DRIFTED)) {
                wrong.add(verdict.index().keys() + " against "
                        + database.queryForText(
                                "SELECT pg_get_indexdef('" + verdict.index().name() + "'::regclass)")
                        + ": " + verdict.describe());
            }
        }

        long same = expected.values().stream().filter(equal -> equal).count();
        System.out.printf(
                "%s: %d indexes of one key, held against %d declarations, of which %d are theirs%n",
                server, keys.size(), expected.size(), same);
        assertThat(wrong).isEmpty();
        assertThat(same).isGreaterThan(keys.size());
        assertThat(expected.size() - same).isGreaterThan(keys.size());
    }

    /** What the server takes if nothing is named, whatever else it would take. */
    @ParameterizedTest
    @CsvSource({
        "varchar(20), bpchar_ops, DRIFTED",
        "varchar(20), varchar_ops, VALID",
        "varchar(20), text_ops, VALID",
        "varchar(20), text_pattern_ops, DRIFTED",
        "code, bpchar_ops, DRIFTED",
        "code, text_ops, VALID",
        "int, oid_ops, DRIFTED",
        "cidr, inet_ops, VALID",
    })
    void aColumnAloneMeansTheDefault(String type, String operatorClass, Verdict verdict) {
        for (PostgresServer server : PostgresServer.values()) {
            Database database = Database.empty(server)
                    .run(
                            "CREATE DOMAIN code AS varchar(9)",
                            "CREATE TABLE thing (a " + type + ")",
                            "CREATE INDEX thing_idx ON thing (a " + operatorClass + ")");

            assertThat(database.verdict(IndexDefinition.builder("thing_idx")
                                    .table("thing")
                                    .key(IndexKey.column("a"))
                                    .declaredBy("app.Thing")
                                    .definition("CREATE INDEX …")
                                    .build())
                            .verdict())
                    .as("%s, %s", server, database.queryForText("SELECT pg_get_indexdef('thing_idx'::regclass)"))
                    .isEqualTo(verdict);
        }
    }

    private static IndexDefinition definition(IndexedKey key, String name) {
        IndexKey part = key.expression() ? IndexKey.expression(key.part()) : IndexKey.column(key.part());
        IndexKey collated = key.collation().isEmpty() ? part : part.collate(key.collation());
        IndexKey ofClass = key.operatorClass().isEmpty() ? collated : collated.operatorClass(key.operatorClass());
        return IndexDefinition.builder(name)
                .table(IndexedKey.TABLE)
                .using(key.method())
                .key(
                        key.order().equals("DESC")
                                ? ofClass.desc()
                                : key.order().isEmpty() ? ofClass : ofClass.nullsFirst())
                .declaredBy("app.Thing")
                .definition("CREATE INDEX …")
                .build();
    }
}
