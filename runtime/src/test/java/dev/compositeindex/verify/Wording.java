package dev.compositeindex.verify;

import java.util.List;
import java.util.Random;

/** One thing, and the ways to write it as SQL. */
record Wording(List<String> ways) {

    static final Wording NOTHING = of("");

    static Wording of(String... ways) {
        return new Wording(List.of(ways));
    }

    String any(Random random) {
        return ways.get(random.nextInt(ways.size()));
    }
}
