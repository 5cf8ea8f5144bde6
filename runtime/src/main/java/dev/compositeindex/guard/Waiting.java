package dev.compositeindex.guard;

import dev.compositeindex.build.BuildSettings;
import dev.compositeindex.text.Log;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;

/** A wait for others, by looking again and again. It says what it waits for, and ends where patience does. */
final class Waiting {

    private static final Log LOG = Log.of(Waiting.class);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final String subject;
    private final BuildSettings settings;
    private final long began = System.nanoTime();
    private Duration pause = SHORTEST_PAUSE;
    private String lastWhom = "";
    private long lastTold;

    /**
     * Nothing is waited for yet.
     *
     * @param subject who waits, at the beginning of a sentence
     */
    Waiting(String subject, BuildSettings settings) {
        this.subject = subject;
        this.settings = settings;
    }

    /** Who is in the way now, and what they do; empty for nobody. */
    @FunctionalInterface
    interface Others {
        String now() throws SQLException;
    }

    /**
     * Waits as long as somebody is in the way.
     *
     * @throws FlywayException if it has lasted for longer than may be waited
     */
    void whileThereAre(Others others) throws SQLException {
        for (String now = others.now(); !now.isEmpty(); now = others.now()) {
            on(now);
        }
    }

    /**
     * Waits a moment.
     *
     * @param reason whom for, and what they do; said at once when it changes
     * @throws FlywayException if it has lasted for longer than may be waited
     */
    void on(String reason) {
        on(reason, reason);
    }

    /**
     * Waits a moment.
     *
     * @param whom whom for; what is said about it is said at once when it changes
     * @param reason what is said about it
     * @throws FlywayException if it has lasted for longer than may be waited
     */
    void on(String whom, String reason) {
        String text = subject + " waits: " + reason;
        long now = System.nanoTime();
        if (!whom.equals(lastWhom)
                || now - lastTold >= settings.progressInterval().toNanos()) {
            LOG.info(text);
            lastWhom = whom;
            lastTold = now;
        }
        Duration patience = settings.patience();
        if (patience != null && now - began >= patience.toNanos()) {
            throw Refusal.of(text + ". That is longer than compositeindex.patience allows (" + patience.toSeconds()
                    + " s). What waits was not begun.");
        }
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(text + ". It was interrupted.", e);
        }
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
}
