package dev.compositeindex.verify;

import dev.compositeindex.catalog.Shape;
import dev.compositeindex.registry.IndexDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * What the keys and the predicate of an index must be in the catalogue to be as declared, as far as that is known.
 *
 * @param keys the keys, most significant first
 * @param predicate the predicate; empty text for none
 * @param obstacle why not all of it is known
 */
record Expectation(List<Part<Shape.Key>> keys, Part<String> predicate, Obstacle obstacle) {

    Expectation {
        keys = List.copyOf(keys);
    }

    /** All of it, as the server has built it. */
    static Expectation built(Shape shape) {
        return new Expectation(
                shape.keys().stream().<Part<Shape.Key>>map(Part.Known::new).toList(),
                new Part.Known<>(shape.predicate()),
                Obstacle.NONE);
    }

    /** What is known without the server; all of it for a plain index. */
    static Expectation written(IndexDefinition index, Obstacle obstacle) {
        return new Expectation(
                index.keys().stream()
                        .<Part<Shape.Key>>map(key -> DeclaredShape.isPlain(key)
                                ? new Part.Known<>(DeclaredShape.asWritten(key))
                                : new Part.Unknown<>(DeclaredShape.asWritten(key)))
                        .toList(),
                index.where().isEmpty() ? new Part.Known<>("") : new Part.Unknown<>(index.where()),
                obstacle);
    }

    /** Why an index without a known difference may differ all the same; empty if it does not. */
    String doubt() {
        if (obstacle.equals(Obstacle.NONE)) {
            return "";
        }
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i) instanceof Part.Unknown) {
                unknown.add("its key " + (i + 1));
            }
        }
        if (predicate instanceof Part.Unknown) {
            unknown.add("its predicate");
        }
        return (unknown.isEmpty() ? "it" : String.join(", ", unknown)) + " " + obstacle.reason();
    }
}
