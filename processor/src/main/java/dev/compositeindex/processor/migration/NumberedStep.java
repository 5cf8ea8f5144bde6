package dev.compositeindex.processor.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * A migration with its version.
 *
 * @param version the version
 * @param step the migration
 * @param declaredBy the class whose declaration it is about, as it is or was
 */
public record NumberedStep(Version version, Step step, String declaredBy) {

    /** The steps of all changes, numbered one after the other. */
    public static List<NumberedStep> number(List<Change> changes, Version first) {
        List<NumberedStep> numbered = new ArrayList<>();
        Version version = first;
        for (Change change : changes) {
            for (Step step : change.steps()) {
                numbered.add(new NumberedStep(version, step, change.declaredBy()));
                version = version.next();
            }
        }
        return List.copyOf(numbered);
    }

    /** The script and its configuration. */
    public List<MigrationFile> files() {
        String name = step.fileName(version);
        return List.of(new MigrationFile(name, step.text()), new MigrationFile(name + ".conf", step.configuration()));
    }
}
