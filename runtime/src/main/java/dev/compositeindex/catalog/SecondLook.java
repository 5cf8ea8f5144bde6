package dev.compositeindex.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two indexes of one table whose expressions, or predicates, the server prints differently. They may be equal all the same:
 * what it prints is not always printed so again once it has been read from there, as an index is that comes from a dump. So
 * both texts are read anew, and what the server makes of them is compared.
 *
 * @param table the table, as SQL, with schema
 * @param tableName its raw name
 * @param declared what has been built from a declaration
 * @param actual what is there
 */
public record SecondLook(String table, String tableName, Shape declared, Shape actual) {

    /** For each of the texts one probe that anything can be put into; none if nothing is printed differently. */
    public List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < declared.keys().size(); i++) {
            if (keysDiffer(i)) {
                probes.add(probe(declared.keys().get(i).part()));
                probes.add(probe(actual.keys().get(i).part()));
            }
        }
        if (predicatesDiffer()) {
            probes.add(probe(declared.predicate()));
            probes.add(probe(actual.predicate()));
        }
        return probes;
    }

    /**
     * The declared one, in the actual one's words where these are for the same.
     *
     * @param answers on the {@link #probes}, and perhaps on others
     */
    public Shape inWordsOfActual(Map<Probe, Probe.Answer> answers) {
        List<Shape.Key> keys = new ArrayList<>();
        for (int i = 0; i < declared.keys().size(); i++) {
            Shape.Key key = declared.keys().get(i);
            keys.add(
                    keysDiffer(i) && same(key.part(), actual.keys().get(i).part(), answers)
                            ? key.withPart(actual.keys().get(i).part())
                            : key);
        }
        String predicate = predicatesDiffer() && same(declared.predicate(), actual.predicate(), answers)
                ? actual.predicate()
                : declared.predicate();
        return new Shape(declared.method(), declared.uniqueness(), keys, declared.include(), predicate);
    }

    /** Whether they differ in such texts at most. */
    public boolean mayBeEqual() {
        return declared.withoutTexts().equals(actual.withoutTexts());
    }

    /**
     * Whether the two are the same index.
     *
     * @param answers on the {@link #probes}, and perhaps on others
     */
    public boolean areEqual(Map<Probe, Probe.Answer> answers) {
        return inWordsOfActual(answers).equals(actual);
    }

    private boolean keysDiffer(int i) {
        if (i >= actual.keys().size()) {
            return false;
        }
        Shape.Key ours = declared.keys().get(i);
        Shape.Key found = actual.keys().get(i);
        return ours.expression() && found.expression() && !ours.part().equals(found.part());
    }

    private boolean predicatesDiffer() {
        return !declared.predicate().isEmpty()
                && !actual.predicate().isEmpty()
                && !declared.predicate().equals(actual.predicate());
    }

    private Probe probe(String sql) {
        return new Probe(table, tableName, false, "(((" + sql + ") IS NULL))");
    }

    private boolean same(String ours, String found, Map<Probe, Probe.Answer> answers) {
        return answers.get(probe(ours)) instanceof Probe.Built a
                && answers.get(probe(found)) instanceof Probe.Built b
                && a.expressions() == b.expressions();
    }
}
