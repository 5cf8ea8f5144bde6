package dev.compositeindex.health;

import dev.compositeindex.catalog.ServerState;
import java.time.Instant;

/**
 * The time in which a server has counted.
 *
 * @param since its beginning
 * @param source where that is known from
 */
record Window(Instant since, String source) {

    /**
     * The best that a server knows. From PostgreSQL 15 on, a database that was never reset has no time of its own, nor does
     * one whose counters a crash has zeroed: then the server's own statistics tell, which a crash renews as well.
     */
    static Window of(ServerState server) {
        if (server.databaseReset().isPresent()) {
            return new Window(server.databaseReset().get(), "pg_stat_database.stats_reset");
        }
        return server.serverReset()
                .map(
                        reset -> new Window(
                                reset,
                                "pg_stat_bgwriter.stats_reset: this database has no reset on record, the server was set up or crashed then"))
                .orElseGet(() -> new Window(
                        server.started(),
                        "pg_postmaster_start_time(): no reset is on record, so since then or longer"));
    }
}
