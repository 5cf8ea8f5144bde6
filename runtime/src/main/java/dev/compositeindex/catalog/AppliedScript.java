package dev.compositeindex.catalog;

import java.time.Instant;

/**
 * Says of a migration when it was applied.
 *
 * @param script its script, as Flyway names it
 * @param applied when that was
 */
public record AppliedScript(String script, Instant applied) {}
