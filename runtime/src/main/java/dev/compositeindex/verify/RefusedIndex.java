package dev.compositeindex.verify;

import dev.compositeindex.catalog.CatalogEntry;
import dev.compositeindex.catalog.Probe;
import dev.compositeindex.catalog.Shape;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An index that the server refuses to build as it is declared: each key and the predicate alone show what it refuses.
 *
 * @param index the declaration
 * @param actual what is there under its name
 * @param refusal what the server says to the whole
 */
record RefusedIndex(IndexDefinition index, CatalogEntry.Index actual, String refusal) {

    /** The parts that are not known without the server. */
    List<Probe> parts() {
        List<Probe> parts = new ArrayList<>();
        index.keys().stream()
                .filter(key -> !DeclaredShape.isPlain(key))
                .forEach(key -> parts.add(DeclaredShape.probe(index, key, actual.table())));
        if (!index.where().isEmpty()) {
            parts.add(DeclaredShape.probeOfPredicate(index, actual.table()));
        }
        return parts;
    }

    /**
     * What is to be expected of it.
     *
     * @param answers on its {@link #parts}, and perhaps on others
     */
    Expectation expectation(Map<Probe, Probe.Answer> answers) {
        List<Part<Shape.Key>> keys = new ArrayList<>();
        for (int i = 0; i < index.keys().size(); i++) {
            IndexKey key = index.keys().get(i);
            Shape.Key written = DeclaredShape.asWritten(key);
            List<Shape.Key> found = actual.shape().keys();
            keys.add(
                    DeclaredShape.isPlain(key)
                            ? new Part.Known<>(written)
                            : part(
                                    written,
                                    answers.get(DeclaredShape.probe(index, key, actual.table())),
                                    shape -> shape.keys().get(0),
                                    i < found.size() ? found.get(i).part() : ""));
        }
        Part<String> predicate = index.where().isEmpty()
                ? new Part.Known<>("")
                : part(
                        index.where(),
                        answers.get(DeclaredShape.probeOfPredicate(index, actual.table())),
                        Shape::predicate,
                        actual.shape().predicate());
        return new Expectation(keys, predicate, Obstacle.onlyOnTheTable(actual.sqlName(), refusal));
    }

    /** A function of whole rows is refused on the copy, whose rows are of another type: that says nothing. */
    private <T> Part<T> part(T written, Probe.@Nullable Answer answer, Function<Shape, T> value, String found) {
        if (answer instanceof Probe.Built built) {
            return new Part.Known<>(value.apply(built.shape()));
        }
        return answer instanceof Probe.Refused refused && refused.sure() && !found.contains(actual.tableName() + ".*")
                ? new Part.Refused<>(written, refused.refusal())
                : new Part.Unknown<>(written);
    }
}
