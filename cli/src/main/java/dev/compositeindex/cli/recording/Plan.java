package dev.compositeindex.cli.recording;

import dev.compositeindex.cli.output.TextTable;
import dev.compositeindex.processor.migration.NumberedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be recorded.
 *
 * @param steps the migrations, in order
 * @param declared how many indexes are declared
 */
public record Plan(List<NumberedStep> steps, int declared) {

    public Plan {
        steps = List.copyOf(steps);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** What a person reads: a table of the migrations and an empty line, or one line that says that there is nothing. */
    public List<String> text() {
        if (isEmpty()) {
            return List.of("Nothing to record: %s, and recorded."
                    .formatted(count(declared, "index is declared", "indexes are declared")));
        }
        TextTable table = new TextTable("version", "migration", "declared by");
        steps.forEach(
                step -> table.add(step.version().text(), step.step().entry().summary(), step.declaredBy()));
        List<String> text = new ArrayList<>(table.lines());
        text.add("");
        return List.copyOf(text);
    }

    /** What a program reads. */
    public Map<String, ?> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("declared", declared);
        members.put("migrations", steps.stream().map(Plan::migration).toList());
        return members;
    }

    private static Map<String, Object> migration(NumberedStep step) {
        Map<String, Object> migration = new LinkedHashMap<>();
        migration.put("version", step.version().text());
        migration.put("summary", step.step().entry().summary());
        migration.put("declaredBy", step.declaredBy());
        migration.put("file", step.files().get(0).name());
        return migration;
    }

    /** How much it is: {@code 2 migrations}. */
    public String size() {
        return count(steps.size(), "migration", "migrations");
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
