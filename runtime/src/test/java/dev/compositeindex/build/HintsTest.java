package dev.compositeindex.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HintsTest {

    @Test
    void idleAfterARead() {
        assertThat(Hints.of(visible("idle in transaction", "SELECT 1", false)))
                .isEqualTo(
                        "It has read something, does nothing now and keeps its snapshot: a @Transactional method that"
                                + " calls another service does so until it returns. Let its transaction end, or end the"
                                + " session: SELECT pg_catalog.pg_terminate_backend(7).");
    }

    @Test
    void idleAfterAWriteToTheTable() {
        assertThat(Hints.of(visible("idle in transaction", "SELECT 1", true)))
                .isEqualTo("It has written to the table, or locked it, and neither committed nor rolled back. Let its"
                        + " transaction end, or end the session: SELECT pg_catalog.pg_terminate_backend(7).");
    }

    @Test
    void aRunningStatement() {
        assertThat(Hints.of(visible("active", "SELECT 1", false)))
                .isEqualTo(
                        "It runs a statement that began before, and a build waits for every older one in the"
                                + " database, on whatever table. Let it finish, or cancel it: SELECT pg_catalog.pg_cancel_backend(7).");
        assertThat(Hints.of(visible("active", "UPDATE t SET a = 1", true)))
                .isEqualTo(
                        "It runs a statement in a transaction that has locked or written to the table. Let it finish,"
                                + " or cancel it: SELECT pg_catalog.pg_cancel_backend(7).");
    }

    @Test
    void aPreparedTransaction() {
        assertThat(Hints.of(prepared("it's")))
                .isEqualTo("It is a prepared transaction, which no end of a session and no restart ends. End it in this"
                        + " database: COMMIT PREPARED 'it''s', or ROLLBACK PREPARED 'it''s'.");
        assertThat(Hints.of(prepared(""))).endsWith("look for it in pg_prepared_xacts.");
    }

    @Test
    void vacuum() {
        assertThat(Hints.of(vacuum("autovacuum: VACUUM public.t (to prevent wraparound)")))
                .contains("gives way to nobody")
                .doesNotContain("cancel");
        assertThat(Hints.of(vacuum("autovacuum: VACUUM ANALYZE public.t")))
                .isEqualTo("It is autovacuum, which gives way by itself after a moment.");
        assertThat(Hints.of(vacuum("VACUUM t"))).endsWith("SELECT pg_catalog.pg_cancel_backend(7).");
    }

    @Test
    void anotherBuildIsNotToBeEnded() {
        assertThat(Hints.of(new Session(
                        7, "", "active", null, "CREATE INDEX", "", true, true, false, List.of(), false, "me")))
                .isEqualTo("It builds an index itself. Let it finish: ending it would leave an invalid index behind.");
    }

    @Test
    void whatIsHiddenIsNotGuessed() {
        assertThat(Hints.of(hidden(false)))
                .isEqualTo("What it does is not visible to role me without pg_read_all_stats.");
        assertThat(Hints.of(hidden(true)))
                .isEqualTo("It holds a lock on the table, mostly because it has written to it. What it does is not"
                        + " visible to role me without pg_read_all_stats.");
        assertThat(Hints.of(visible("disabled", "", true)))
                .isEqualTo("What it does is not tracked: track_activities is off.");
    }

    @Test
    void whoWaitsItselfIsSaidToWait() {
        assertThat(Hints.of(
                        new Session(7, "", "active", null, "", "", false, false, false, List.of(8, 0), false, "me")))
                .endsWith(" It waits for others itself: process 8, a prepared transaction.");
    }

    private static Session visible(String state, String query, boolean holdsTable) {
        return new Session(7, "psql", state, null, query, "", holdsTable, false, false, List.of(), false, "me");
    }

    private static Session hidden(boolean holdsTable) {
        return new Session(7, "psql", "", null, "", "", holdsTable, false, false, List.of(), true, "me");
    }

    private static Session vacuum(String query) {
        return new Session(7, "", "active", null, query, "", true, false, true, List.of(), false, "me");
    }

    private static Session prepared(String gid) {
        return new Session(0, "", "", null, "", gid, true, false, false, List.of(), false, "me");
    }
}
