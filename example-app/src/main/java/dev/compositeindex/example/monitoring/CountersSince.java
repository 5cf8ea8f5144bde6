package dev.compositeindex.example.monitoring;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Since when the server has been counting.
 *
 * @param time the time
 * @param source where that is known from, and how far it can be trusted
 */
public record CountersSince(Instant time, String source) {

    /**
     * The best that the server knows. From PostgreSQL 15 on, a database that was never reset has no time of its own, nor
     * does one whose counters a crash has zeroed: then the server's own statistics tell, which a crash renews as well.
     *
     * @param ofDatabase {@code pg_stat_database.stats_reset}
     * @param ofServer {@code pg_stat_bgwriter.stats_reset}
     * @param serverStart {@code pg_postmaster_start_time()}
     */
    static CountersSince of(@Nullable Instant ofDatabase, @Nullable Instant ofServer, @Nullable Instant serverStart) {
        if (ofDatabase != null) {
            return new CountersSince(ofDatabase, "pg_stat_database.stats_reset");
        }
        if (ofServer != null) {
            return new CountersSince(
                    ofServer,
                    "pg_stat_bgwriter.stats_reset: this database has no reset on record, the server was set up or crashed then");
        }
        return new CountersSince(
                Objects.requireNonNull(serverStart),
                "pg_postmaster_start_time(): no reset is on record, so since then or longer");
    }
}
