package dev.compositeindex.oracle.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The combinations are those that are promised. */
class ShapesTest {

    @ParameterizedTest
    @EnumSource
    void everyPairIsThereUnlessItIsForbidden(Api api) {
        List<Shape> shapes = Shapes.PAIRS.of(api);

        Set<Set<Enum<?>>> missing = Pairs.all();
        shapes.forEach(shape -> missing.removeAll(Pairs.of(shape)));

        assertThat(missing.stream().map(Pairs::name)).containsExactlyInAnyOrderElementsOf(forbiddenPairs(api));
        assertThat(shapes).hasSizeLessThan(150).isEqualTo(Shapes.PAIRS.of(api));
    }

    @ParameterizedTest
    @EnumSource
    void everyTripleOfTheFirstThreeIsThereUnlessItIsForbidden(Api api) {
        List<Shape> shapes = Shapes.TRIPLES.of(api);

        Set<List<Enum<?>>> found = shapes.stream()
                .map(shape -> List.<Enum<?>>of(shape.inheritance(), shape.key(), shape.naming()))
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (Inheritance inheritance : Inheritance.values()) {
            for (Key key : Key.values()) {
                for (Naming naming : Naming.values()) {
                    if (!found.contains(List.<Enum<?>>of(inheritance, key, naming))) {
                        missing.add(inheritance + " " + key + " " + naming);
                    }
                }
            }
        }
        Set<Set<Enum<?>>> missingPairs = Pairs.all();
        shapes.forEach(shape -> missingPairs.removeAll(Pairs.of(shape)));

        assertThat(missing).containsExactlyInAnyOrderElementsOf(forbiddenTriples(api));
        assertThat(missingPairs.stream().map(Pairs::name)).containsExactlyInAnyOrderElementsOf(forbiddenPairs(api));
    }

    private static List<String> forbiddenTriples(Api api) {
        List<String> forbidden = new ArrayList<>();
        for (Inheritance inheritance : Inheritance.values()) {
            for (Naming naming : Naming.values()) {
                if (inheritance.isJoined()) {
                    forbidden.add(inheritance + " SHARED_TWO " + naming);
                    if (!naming.namesReferencesInKeys()) {
                        forbidden.add(inheritance + " SHARED_ONE " + naming);
                    }
                }
            }
            if (api == Api.JAVAX) {
                Stream.of("SHARED_TWO", "SHARED_PART_TWO", "REFERENCE_TWO")
                        .filter(key -> !inheritance.isJoined() || !key.equals("SHARED_TWO"))
                        .forEach(key -> forbidden.add(inheritance + " " + key + " QUOTED"));
            }
        }
        return forbidden;
    }

    /** What {@link Constraint}s forbid, whatever the rest is. */
    static List<String> forbiddenPairs(Api api) {
        Set<Set<Enum<?>>> forbidden = new HashSet<>();
        for (Inheritance inheritance : Inheritance.values()) {
            if (inheritance.isJoined()) {
                forbidden.add(Set.of(inheritance, Key.SHARED_TWO));
            } else if (inheritance.isPerClass()) {
                forbidden.add(Set.of(inheritance, Secondary.TOP));
                forbidden.add(Set.of(inheritance, Secondary.LEAF));
            }
        }
        if (api == Api.JAVAX) {
            Pairs.all().stream()
                    .filter(pair -> pair.contains(Embeddables.RECORD))
                    .forEach(forbidden::add);
            Stream.of(Key.SHARED_TWO, Key.SHARED_PART_TWO, Key.REFERENCE_TWO)
                    .forEach(key -> forbidden.add(Set.of(key, Naming.QUOTED)));
        }
        return forbidden.stream().map(Pairs::name).toList();
    }
}
