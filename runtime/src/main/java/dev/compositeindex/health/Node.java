package dev.compositeindex.health;

import java.time.Instant;

/**
 * A server that was asked; each counts for itself.
 *
 * @param address where it listens
 * @param version its version
 * @param standby whether it replays what another one does
 * @param countedSince since when its counters count
 * @param source where that is known from, and how far it can be trusted
 */
public record Node(String address, String version, boolean standby, Instant countedSince, String source) {}
