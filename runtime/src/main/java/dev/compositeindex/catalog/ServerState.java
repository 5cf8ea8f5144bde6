package dev.compositeindex.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says of a server what its counters rest on.
 *
 * @param address where it listens, for people
 * @param version as it prints its own
 * @param release its major version
 * @param standby whether it replays what another one does
 * @param standbys how many others replay what it does, as far as it knows
 * @param now its time
 * @param databaseReset when the counters of this database were last set to zero, as far as it knows
 * @param serverReset when those of the whole server were; a crash renews it, on 15 and later nothing else of a crash is left
 * @param started when it was started
 * @param histories the tables of this database that look like Flyway's history and may be read, as SQL
 */
public record ServerState(
        String address,
        String version,
        int release,
        boolean standby,
        int standbys,
        Instant now,
        Optional<Instant> databaseReset,
        Optional<Instant> serverReset,
        Instant started,
        List<String> histories) {

    public ServerState {
        histories = List.copyOf(histories);
    }
}
