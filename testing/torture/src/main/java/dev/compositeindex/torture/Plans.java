package dev.compositeindex.torture;

import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.torture.Fault.Block;
import dev.compositeindex.torture.Fault.Blocker;
import dev.compositeindex.torture.Fault.Cancel;
import dev.compositeindex.torture.Fault.Down;
import dev.compositeindex.torture.Fault.Duplicates;
import dev.compositeindex.torture.Fault.Exhaust;
import dev.compositeindex.torture.Fault.Freeze;
import dev.compositeindex.torture.Fault.FullDisk;
import dev.compositeindex.torture.Fault.Kill;
import dev.compositeindex.torture.Fault.Outage;
import dev.compositeindex.torture.Fault.SecondHistory;
import dev.compositeindex.torture.Fault.Session;
import dev.compositeindex.torture.Fault.SharedSessions;
import dev.compositeindex.torture.Fault.Terminate;
import dev.compositeindex.torture.Fault.Vanish;
import dev.compositeindex.torture.Fault.Victim;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * What a seed stands for: an endless sequence of rounds, always the same. Each kind of fault comes as often as the others:
 * they are dealt like cards, and shuffled when all are dealt.
 */
final class Plans {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Function<Random, Fault>> faults;
    private final Random random;
    private final Scale scale;
    private final Deque<Function<Random, Fault>> deck = new ArrayDeque<>();
    private int rounds;

    /**
     * @param hasDisk whether there is a disk that can be filled
     */
    Plans(long seed, Scale scale, boolean hasDisk) {
        this.random = new Random(seed);
        this.scale = scale;
        List<Function<Random, Fault>> all = new ArrayList<>(List.of(
                dice -> new Kill(Victim.BUILDER, 0),
                dice -> new Kill(Victim.WAITER, dice.nextDouble()),
                dice -> new Kill(Victim.ALL, 0),
                dice -> new Freeze(Victim.BUILDER, 0, hold(dice)),
                dice -> new Freeze(Victim.WAITER, dice.nextDouble(), hold(dice)),
                dice -> new Terminate(Session.BUILDER, 0),
                dice -> new Terminate(Session.FLYWAY_MAIN, 0),
                dice -> new Terminate(Session.LOCK_HOLDER, dice.nextDouble()),
                dice -> new Cancel(),
                dice -> new Down(Outage.CRASH, hold(dice)),
                dice -> new Down(Outage.RESTART, hold(dice)),
                dice -> new Down(Outage.BACKEND_KILLED, Duration.ZERO),
                dice -> new Block(Blocker.AFTER_SELECT, hold(dice)),
                dice -> new Block(Blocker.AFTER_UPDATE, hold(dice)),
                dice -> new Block(Blocker.PREPARED, hold(dice)),
                dice -> new Duplicates(PATIENCE),
                dice -> new Exhaust(hold(dice), PATIENCE),
                dice -> new SecondHistory(),
                dice -> new SharedSessions()));
        if (hasDisk) {
            all.add(dice -> new FullDisk(hold(dice)));
        }
        if (scale.isPatient()) {
            all.add(dice -> new Vanish(Victim.BUILDER, 0));
        }
        this.faults = List.copyOf(all);
    }

    private Duration hold(Random dice) {
        return Duration.ofMillis(100 + dice.nextInt((int) scale.hold().toMillis() - 100));
    }

    /** How many kinds of faults there are. */
    int kinds() {
        return faults.size();
    }

    /** The next round. */
    RoundPlan next() {
        rounds++;
        PostgresServer[] servers = PostgresServer.values();
        List<RoundPlan.Leg> legs = new ArrayList<>();
        int last = Story.RELEASES.size() - 1;
        for (int release = 1; release <= last; release++) {
            boolean skipped = random.nextInt(4) == 0;
            if (!skipped || legs.isEmpty() && release == last) {
                legs.add(leg(release));
            }
        }
        int rows = scale.rows().get(random.nextInt(scale.rows().size()));
        return new RoundPlan(rounds, servers[rounds % servers.length], rows, legs);
    }

    private RoundPlan.Leg leg(int release) {
        List<Strike> strikes = new ArrayList<>();
        int number = 1 + random.nextInt(scale.strikes());
        boolean hasUnique = Story.RELEASES.get(release).duplicate().isPresent();
        List<Function<Random, Fault>> later = new ArrayList<>();
        while (strikes.size() < number) {
            Function<Random, Fault> card = deal();
            Fault fault = card.apply(random);
            if (fault instanceof Duplicates && !hasUnique) {
                later.add(card);
            } else {
                strikes.add(new Strike(fault, moment(fault, strikes.isEmpty() ? 2 : 1)));
            }
        }
        later.forEach(deck::push);
        strikes.sort(Comparator.comparingInt(strike -> order(strike.fault())));
        boolean needsWaiter = strikes.stream().anyMatch(strike -> needsWaiter(strike.fault()));
        int instances = 1 + random.nextInt(scale.instances());
        return new RoundPlan.Leg(release, needsWaiter ? Math.max(2, instances) : instances, strikes);
    }

    /** The rows must be there before the index is, and connections are missed by who comes. */
    private static int order(Fault fault) {
        return fault instanceof Duplicates ? 0 : fault instanceof Exhaust ? 1 : 2;
    }

    private static boolean needsWaiter(Fault fault) {
        return fault instanceof Kill kill && kill.victim() == Victim.WAITER
                || fault instanceof Freeze freeze && freeze.victim() == Victim.WAITER;
    }

    private Function<Random, Fault> deal() {
        if (deck.isEmpty()) {
            List<Function<Random, Fault>> shuffled = new ArrayList<>(faults);
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        return deck.pop();
    }

    /** Any time, or aimed at a phase of one of the next builds, or at the gap between two migrations. */
    private Moment moment(Fault fault, int builds) {
        if (fault instanceof Duplicates) {
            return random.nextBoolean() ? new Moment.After(Duration.ZERO) : phase(builds);
        }
        if (fault instanceof Exhaust) {
            return new Moment.After(Duration.ZERO);
        }
        int choice = random.nextInt(10);
        if (needsBuild(fault) || choice < 5) {
            return phase(builds);
        }
        if (choice < 7 || fault instanceof Terminate) {
            return new Moment.Migrated(1 + random.nextInt(2));
        }
        return new Moment.After(
                Duration.ofMillis(random.nextInt((int) scale.start().toMillis())));
    }

    private static boolean needsBuild(Fault fault) {
        return fault instanceof Cancel
                || fault instanceof Vanish
                || fault instanceof Terminate terminate && terminate.session() == Session.BUILDER
                || fault instanceof Down down && down.outage() == Outage.BACKEND_KILLED;
    }

    private Moment phase(int builds) {
        return new Moment.Phase(Moment.PHASES.get(random.nextInt(Moment.PHASES.size())), 1 + random.nextInt(builds));
    }
}
