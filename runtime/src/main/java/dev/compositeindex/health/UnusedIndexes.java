package dev.compositeindex.health;

import dev.compositeindex.catalog.ServerState;
import dev.compositeindex.health.Finding.Confidence;
import dev.compositeindex.health.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Finds indexes that nobody has scanned, for as long as that is known. */
final class UnusedIndexes implements Check {

    /** Whatever was scanned since is in use, however short a time is asked for. */
    private static final Duration SHORTEST = Duration.ofDays(1);

    @Override
    public List<Finding> findings(Facts facts) {
        return facts.indexes().stream()
                .filter(index ->
                        index.neededFor().isEmpty() && index.live().state().usable())
                .flatMap(index -> finding(index, facts).stream())
                .toList();
    }

    private static Optional<Finding> finding(ObservedIndex index, Facts facts) {
        if (index.scans() == 0) {
            return Optional.of(neverScanned(index, facts));
        }
        return index.lastScan()
                .filter(last ->
                        Duration.between(last, facts.now()).compareTo(longer(facts.sufficient(), SHORTEST)) >= 0)
                .map(last -> index.finding(
                        Kind.UNUSED,
                        Confidence.LIKELY,
                        "Last scanned %s, %d days ago. %s"
                                .formatted(
                                        at(last),
                                        Duration.between(last, facts.now()).toDays(),
                                        size(index)),
                        index.howToDrop()));
    }

    private static Finding neverScanned(ObservedIndex index, Facts facts) {
        Window window = facts.window();
        Instant since = index.knownSince()
                .filter(built -> built.isAfter(window.since()))
                .orElse(window.since());
        String evidence = "Not scanned since %s (%s). %s"
                .formatted(at(since), since.equals(window.since()) ? window.source() : "built then", size(index));
        Optional<String> doubt = doubt(index, facts, since);
        if (doubt.isPresent()) {
            return index.finding(
                    Kind.UNUSED,
                    Confidence.INSUFFICIENT,
                    evidence + " Insufficient evidence: " + doubt.get() + ".",
                    "Look again later; analyze --baseline keeps what is counted today.");
        }
        String unknown = unknown(index, facts);
        return index.finding(
                Kind.UNUSED,
                unknown.isEmpty() ? Confidence.LIKELY : Confidence.POSSIBLE,
                evidence + unknown,
                index.howToDrop());
    }

    private static Optional<String> doubt(ObservedIndex index, Facts facts, Instant since) {
        Duration length = Duration.between(since, facts.now());
        if (length.compareTo(facts.sufficient()) < 0) {
            return Optional.of("that is %s, less than %s".formatted(length(length), length(facts.sufficient())));
        }
        if (!index.table().isRead()) {
            return Optional.of("nobody has read its table either");
        }
        return facts.servers().stream().allMatch(ServerState::standby)
                ? Optional.of("the primary, which counts for itself, was not asked")
                : Optional.empty();
    }

    private static String unknown(ObservedIndex index, Facts facts) {
        int standbys = facts.servers().stream().mapToInt(ServerState::standbys).sum();
        long asked = facts.servers().stream().filter(ServerState::standby).count();
        String others = standbys <= asked
                ? ""
                : " %d standbys count for themselves, and were not asked.".formatted(standbys - asked);
        return index.knownSince().isPresent() ? others : " When it was built is not known." + others;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static String size(ObservedIndex index) {
        return "It takes " + Names.bytes(index.live().space().bytes()) + ", and each write of its columns its time.";
    }

    private static Instant at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String length(Duration duration) {
        return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toMinutes() + " minutes";
    }
}
