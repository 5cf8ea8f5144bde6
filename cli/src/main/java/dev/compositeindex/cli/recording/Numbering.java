package dev.compositeindex.cli.recording;

import dev.compositeindex.processor.migration.Ledger;
import dev.compositeindex.processor.migration.Version;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How versions of new migrations are chosen. */
public enum Numbering {
    /** They continue the highest one, in its style. */
    NEXT,
    /** They are the time, in UTC. */
    TIMESTAMP;

    /** The words that {@link #of} understands. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Numbering::word).toList();
    }

    /** What a word stands for. */
    public static Optional<Numbering> of(String word) {
        return Arrays.stream(values())
                .filter(numbering -> numbering.word().equals(word))
                .findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Version first(Ledger recorded, Clock clock) {
        return this == NEXT ? recorded.next() : recorded.next(clock.instant());
    }
}
