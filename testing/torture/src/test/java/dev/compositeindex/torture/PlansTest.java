package dev.compositeindex.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlansTest {

    @Test
    void theSameSeedGivesTheSameRounds() {
        assertThat(rounds(7)).isEqualTo(rounds(7));
        assertThat(rounds(7)).isNotEqualTo(rounds(8));
    }

    @Test
    void everyKindOfFaultComesAsOftenAsTheOthers() {
        int kinds = new Plans(1, Scale.FULL, true).kinds();
        Map<String, Long> counts = rounds(1).stream()
                .flatMap(round -> round.legs().stream())
                .flatMap(leg -> leg.strikes().stream())
                .limit(20L * kinds)
                .collect(Collectors.groupingBy(strike -> strike.fault().kind(), Collectors.counting()));

        assertThat(counts).hasSize(kinds);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(18L, 22L));
    }

    @Test
    void duplicatesComeFirstAndOnlyWhereAUniqueIndexIsToCome() {
        List<RoundPlan.Leg> legs = rounds(3).stream()
                .flatMap(round -> round.legs().stream())
                .filter(leg -> leg.strikes().stream().anyMatch(PlansTest::isDuplicates))
                .toList();

        assertThat(legs).isNotEmpty().allSatisfy(leg -> {
            assertThat(isDuplicates(leg.strikes().get(0))).isTrue();
            assertThat(Story.RELEASES.get(leg.release()).duplicate()).isPresent();
        });
    }

    private static boolean isDuplicates(Strike strike) {
        return strike.fault() instanceof Fault.Duplicates;
    }

    private static List<RoundPlan> rounds(long seed) {
        Plans plans = new Plans(seed, Scale.FULL, true);
        return Stream.generate(plans::next).limit(100).toList();
    }
}
