package dev.compositeindex.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.catalog.AppliedScript;
import dev.compositeindex.catalog.LiveIndex.Duty;
import dev.compositeindex.catalog.LiveTable;
import dev.compositeindex.health.Finding.Confidence;
import dev.compositeindex.health.Scene.Index;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check by itself, on what could have been read. */
class ChecksTest {

    private static Index index(String name, String... columns) {
        return new Index(name, columns);
    }

    static Stream<Arguments> redundant() {
        return Stream.of(
                Arguments.of("the same twice", index("x", "a", "b"), index("y", "a", "b"), "y"),
                Arguments.of("the beginning of another", index("x", "a"), index("y", "a", "b"), "x"),
                Arguments.of("read backwards", index("x", "a", "b DESC"), index("y", "a DESC", "b", "c"), "x"),
                Arguments.of(
                        "beside a unique one", index("x", "a"), index("y", "a").unique(), "x"),
                Arguments.of("what is included is a key", index("x", "b").include("id"), index("y", "b", "id"), "x"),
                Arguments.of(
                        "equal predicates",
                        index("x", "a").where("b"),
                        index("y", "a", "c").where("b"),
                        "x"),
                Arguments.of("the same expression", index("x", "lower(c)"), index("y", "lower(c)", "a"), "x"),
                Arguments.of(
                        "two of another method",
                        index("x", "a").using("gin"),
                        index("y", "a").using("gin"),
                        "y"),
                Arguments.of("a, b and a, b DESC", index("x", "a", "b"), index("y", "a", "b DESC"), ""),
                Arguments.of("hash and btree", index("x", "a").using("hash"), index("y", "a"), ""),
                Arguments.of(
                        "operator classes",
                        index("x", "a"),
                        index("y", "a", "b").operatorClass("text_pattern_ops"),
                        ""),
                Arguments.of("collations", index("x", "a"), index("y", "a", "b").collate("\"C\""), ""),
                Arguments.of("lower and upper", index("x", "lower(c)"), index("y", "upper(c)"), ""),
                Arguments.of(
                        "partial covers all", index("x", "a"), index("y", "a").where("b"), ""),
                Arguments.of("all covers partial", index("x", "a").where("b"), index("y", "a"), ""),
                Arguments.of(
                        "INVALID covers", index("x", "a"), index("y", "a", "b").invalid(), ""),
                Arguments.of("INVALID is covered", index("x", "a").invalid(), index("y", "a", "b"), ""),
                Arguments.of("not the beginning", index("x", "b"), index("y", "a", "b"), ""),
                Arguments.of("unique is covered", index("x", "a").unique(), index("y", "a", "b"), ""),
                Arguments.of("more is included", index("x", "a").include("c"), index("y", "a", "b"), ""),
                Arguments.of(
                        "beginning of gin",
                        index("x", "a").using("gin"),
                        index("y", "a", "b").using("gin"),
                        ""),
                Arguments.of(
                        "of other parameters",
                        index("x", "a").using("brin").with("pages_per_range", "8"),
                        index("y", "a").using("brin"),
                        ""),
                Arguments.of(
                        "replica identity", index("x", "a").duty(Duty.REPLICA_IDENTITY), index("y", "a", "b"), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void redundant(String name, Index x, Index y, String found) {
        assertThat(new Scene().declared(x).declared(y).found(new RedundantIndexes()))
                .containsExactlyElementsOf(found.isEmpty() ? List.of() : List.of(found));
    }

    @Test
    void ofTwoEqualOnesTheDeclaredOneStays() {
        assertThat(new Scene()
                        .undeclared(index("x", "a"))
                        .declared(index("y", "a"))
                        .found(new RedundantIndexes()))
                .containsExactly("x");
    }

    static Stream<Arguments> serving() {
        return Stream.of(
                Arguments.of("leading", index("x", "b", "a", "c"), true),
                Arguments.of("unique", index("x", "a", "b").unique(), true),
                Arguments.of("for patterns", index("x", "a", "b").operatorClass("text_pattern_ops"), true),
                Arguments.of("another operator class", index("x", "a", "b").operatorClass("odd_ops"), false),
                Arguments.of("another collation", index("x", "a", "b").collate("\"C\""), false),
                Arguments.of("not leading", index("x", "c", "a", "b"), false),
                Arguments.of("half", index("x", "a"), false),
                Arguments.of("partial", index("x", "a", "b").where("c"), false),
                Arguments.of("INVALID", index("x", "a", "b").invalid(), false),
                Arguments.of("brin", index("x", "a", "b").using("brin"), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("serving")
    void foreignKeysNeedAnIndexThatServes(String name, Index index, boolean serves) {
        Facts facts = new Scene().foreignKey("a", "b").declared(index).facts();

        assertThat(new UnservedForeignKeys().findings(facts)).hasSize(serves ? 0 : 1);
        assertThat(facts.indexes().get(0).neededFor().startsWith("foreign key"))
                .isEqualTo(serves && !name.equals("unique"));
    }

    @Test
    void unusedIsWhatNobodyHasScannedForLong() {
        Index never = index("x", "a").scanned(0, Optional.empty());

        assertThat(new Scene().declared(never).found(new UnusedIndexes())).containsExactly("x");
        assertThat(new Scene().declared(index("x", "a")).found(new UnusedIndexes()))
                .isEmpty();
        assertThat(new Scene()
                        .declared(index("x", "a").scanned(3, Optional.of(Scene.NOW.minus(Duration.ofDays(31)))))
                        .found(new UnusedIndexes()))
                .containsExactly("x");
        assertThat(new Scene()
                        .declared(index("x", "a").scanned(3, Optional.of(Scene.NOW.minus(Duration.ofDays(29)))))
                        .found(new UnusedIndexes()))
                .isEmpty();
    }

    @Test
    void aCrashOrAResetMakesTheEvidenceInsufficient() {
        Scene crashed = new Scene().declared(index("x", "a").scanned(0, Optional.empty()));
        crashed.databaseReset = Optional.empty();
        crashed.serverReset = Optional.of(Scene.NOW.minus(Duration.ofDays(3)));

        assertThat(new UnusedIndexes().findings(crashed.facts()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.confidence()).isEqualTo(Confidence.INSUFFICIENT);
                    assertThat(finding.evidence())
                            .contains(
                                    "2026-05-29T00:00:00Z (pg_stat_bgwriter.stats_reset",
                                    "that is 3 days, less than 30 days");
                });
    }

    @Test
    void whatIsNotKnownLowersTheConfidence() {
        Scene unread = new Scene().declared(index("x", "a").scanned(0, Optional.empty()));
        unread.sequentialScans = 0;
        unread.indexScans = 0;
        Scene standby = new Scene().declared(index("x", "a").scanned(0, Optional.empty()));
        standby.standby = true;
        Scene others = new Scene().declared(index("x", "a").scanned(0, Optional.empty()));
        others.standbys = 2;

        assertThat(unread.found(new UnusedIndexes())).isEmpty();
        assertThat(standby.found(new UnusedIndexes())).isEmpty();
        assertThat(new UnusedIndexes().findings(others.facts())).singleElement().satisfies(finding -> {
            assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
            assertThat(finding.evidence()).contains("2 standbys count for themselves");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatHasADutyIsNeverUnused(Duty duty) {
        assertThat(new Scene()
                        .declared(index("x", "a").duty(duty).scanned(0, Optional.empty()))
                        .found(new UnusedIndexes()))
                .isEmpty();
    }

    @Test
    void expressionsAndForeignKeysAreNeverUnused() {
        assertThat(new Scene()
                        .foreignKey("a")
                        .declared(index("x", "a").scanned(0, Optional.empty()))
                        .declared(index("y", "lower(b)").scanned(0, Optional.empty()))
                        .found(new UnusedIndexes()))
                .isEmpty();
    }

    /** Of several that serve a foreign key one is enough. */
    @Test
    void aForeignKeyNeedsOneIndexOnly() {
        Scene scene = new Scene()
                .foreignKey("a")
                .declared(index("x", "a", "b").scanned(0, Optional.empty()))
                .declared(index("y", "a", "c", "d").scanned(0, Optional.empty()));

        assertThat(scene.found(new UnusedIndexes())).containsExactly("y");
        assertThat(scene.declared(index("z", "a").unique()).found(new UnusedIndexes()))
                .containsExactly("x", "y");
    }

    @Test
    void largeTablesThatAreOftenReadWholeAreFound() {
        assertThat(sequential(50_000, 100, 100 * 50_000L, 900)).isTrue();
        assertThat(sequential(5_000, 100, 100 * 5_000L, 0)).as("small").isFalse();
        assertThat(sequential(50_000, 10, 10 * 50_000L, 0)).as("seldom").isFalse();
        assertThat(sequential(50_000, 100, 100 * 10L, 0)).as("LIMIT").isFalse();
        assertThat(sequential(50_000, 100, 100 * 50_000L, 2_000))
                .as("mostly by index")
                .isFalse();
    }

    private static boolean sequential(double rows, long scans, long read, long indexScans) {
        Scene scene = new Scene();
        scene.rows = rows;
        scene.sequentialScans = scans;
        scene.sequentialRows = read;
        scene.indexScans = indexScans;
        return !new SequentialScans().findings(scene.facts()).isEmpty();
    }

    @Test
    void updatesThatAreNotHotAreFoundUnlessPagesWereFull() {
        assertThat(hot(2_000, 100, 0)).contains(Confidence.LIKELY);
        assertThat(hot(2_000, 100, -1)).contains(Confidence.POSSIBLE);
        assertThat(hot(2_000, 100, 1_500)).as("full pages").isEmpty();
        assertThat(hot(2_000, 1_900, 0)).as("HOT").isEmpty();
        assertThat(hot(500, 0, 0)).as("few").isEmpty();
    }

    private static Optional<Confidence> hot(long all, long hot, long newPage) {
        Scene scene =
                new Scene().declared(index("pk", "id").duty(Duty.PRIMARY_KEY)).declared(index("x", "a"));
        scene.updates = new LiveTable.Updates(all, hot, newPage);
        return new LostHotUpdates()
                .findings(scene.facts()).stream().map(Finding::confidence).findFirst();
    }

    @Test
    void bloatIsWhatEntriesDoNotExplain() {
        assertThat(bloated(8 << 20, 50_000, OptionalDouble.of(8))).isTrue();
        assertThat(bloated(2 << 20, 50_000, OptionalDouble.of(8)))
                .as("half full")
                .isFalse();
        assertThat(bloated(8 << 20, 50_000, OptionalDouble.empty()))
                .as("no statistics")
                .isFalse();
        assertThat(bloated(8 << 20, -1, OptionalDouble.of(8)))
                .as("never analysed")
                .isFalse();
        assertThat(bloated(8 << 20, 50_000, OptionalDouble.of(200)))
                .as("long values")
                .isFalse();
    }

    private static boolean bloated(long bytes, double entries, OptionalDouble entryBytes) {
        return !new Scene()
                .declared(index("x", "a").takes(bytes, entries, entryBytes))
                .found(new Bloat())
                .isEmpty();
    }

    @Test
    void theLastScriptThatMadeAnIndexCounts() {
        Instant first = Scene.NOW;
        Instant last = Scene.NOW.plusSeconds(1);

        assertThat(CreatedIndexes.of(
                        List.of(
                                new AppliedScript("V1", first),
                                new AppliedScript("V2", last),
                                new AppliedScript("lost", last)),
                        script -> switch (script) {
                            case "V1" ->
                                Optional.of(
                                        "CREATE UNIQUE INDEX a_idx ON t (a); create index concurrently \"B\"\"c\" on t (b)");
                            case "V2" -> Optional.of("CREATE INDEX IF NOT EXISTS A_IDX ON t (a)");
                            default -> Optional.empty();
                        }))
                .containsOnly(java.util.Map.entry("a_idx", last), java.util.Map.entry("B\"c", first));
    }
}
