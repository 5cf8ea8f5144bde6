package dev.compositeindex.guard;

import dev.compositeindex.text.Visible;
import org.flywaydb.core.api.FlywayException;

/** Why Flyway cannot go on, in words that show no text as it comes from outside. */
final class Refusal {

    private Refusal() {}

    static FlywayException of(String reason) {
        return new FlywayException(Visible.of(reason));
    }

    static FlywayException of(String reason, Throwable cause) {
        return new FlywayException(Visible.of(reason), Visible.of(cause));
    }
}
