package dev.compositeindex.example.monitoring;

import java.time.Instant;

/**
 * Since when the server has been counting.
 *
 * @param time the time
 * @param source where that is known from, and how far it can be trusted
 */
public record CountersSince(Instant time, String source) {}
