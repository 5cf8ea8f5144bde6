package dev.compositeindex.testing;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much tests try that draw their cases: a share in every build, many with {@code -Pexhaustive}, or as many as a property
 * of their own says.
 */
public final class Effort {

    private Effort() {}

    /**
     * A number of cases.
     *
     * @param property the property that says otherwise
     * @param always in every build
     * @param exhaustive with the profile
     */
    public static int of(String property, int always, int exhaustive) {
        return Integer.getInteger(property, isExhaustive() ? exhaustive : always);
    }

    /**
     * Cases with what they are tried on: each on one of these, in turn, and with the profile on all.
     *
     * @param first where the first case goes
     * @param use makes of both what a parameterized test takes
     */
    static <P, C, R> Stream<R> share(P[] places, Stream<C> cases, int first, BiFunction<P, C, R> use) {
        List<C> all = cases.toList();
        if (isExhaustive()) {
            return Stream.of(places).flatMap(place -> all.stream().map(one -> use.apply(place, one)));
        }
        return IntStream.range(0, all.size())
                .mapToObj(i -> use.apply(places[Math.floorMod(first + i, places.length)], all.get(i)));
    }

    private static boolean isExhaustive() {
        return Boolean.getBoolean("exhaustive");
    }
}
