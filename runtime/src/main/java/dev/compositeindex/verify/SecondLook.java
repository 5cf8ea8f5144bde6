package dev.compositeindex.verify;

import dev.compositeindex.catalog.Found;
import dev.compositeindex.catalog.Probe;
import dev.compositeindex.catalog.Shape;
import dev.compositeindex.registry.IndexDefinition;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * An index with expressions, or a predicate, that the server prints differently from the declared ones. They may be equal
 * all the same: what it prints is not always printed so again once it has been read from there, as an index is that comes
 * from a dump. So both texts are read anew, and what the server makes of them is compared.
 *
 * @param index the declaration
 * @param built what the server has made of it
 * @param actual what is there under its name
 */
record SecondLook(IndexDefinition index, Shape built, Found.Index actual) {

    boolean isNeeded() {
        return !probes().isEmpty();
    }

    /** For each of the texts one probe that anything can be put into. */
    List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < built.keys().size(); i++) {
            if (keysDiffer(i)) {
                probes.add(probe(built.keys().get(i).part()));
                probes.add(probe(actual.shape().keys().get(i).part()));
            }
        }
        if (predicatesDiffer()) {
            probes.add(probe(built.predicate()));
            probes.add(probe(actual.shape().predicate()));
        }
        return probes;
    }

    /**
     * What is to be expected of the index: what is there, where that is the same.
     *
     * @param answers on the {@link #probes}; as many are taken
     */
    Expectation expectation(Iterator<Probe.Answer> answers) {
        List<Shape.Key> keys = new ArrayList<>();
        for (int i = 0; i < built.keys().size(); i++) {
            Shape.Key key = built.keys().get(i);
            keys.add(
                    keysDiffer(i) && same(answers.next(), answers.next())
                            ? key.withPart(actual.shape().keys().get(i).part())
                            : key);
        }
        String predicate = predicatesDiffer() && same(answers.next(), answers.next())
                ? actual.shape().predicate()
                : built.predicate();
        return Expectation.built(new Shape(built.method(), built.uniqueness(), keys, built.include(), predicate));
    }

    private boolean keysDiffer(int i) {
        if (i >= actual.shape().keys().size()) {
            return false;
        }
        Shape.Key declared = built.keys().get(i);
        Shape.Key found = actual.shape().keys().get(i);
        return declared.expression() && found.expression() && !declared.part().equals(found.part());
    }

    private boolean predicatesDiffer() {
        String found = actual.shape().predicate();
        return !built.predicate().isEmpty()
                && !found.isEmpty()
                && !built.predicate().equals(found);
    }

    private Probe probe(String sql) {
        return new Probe(actual.table(), index.table(), false, "(((" + sql + ") IS NULL))");
    }

    private static boolean same(Probe.Answer declared, Probe.Answer found) {
        return declared instanceof Probe.Built a
                && found instanceof Probe.Built b
                && a.expressions() == b.expressions();
    }
}
