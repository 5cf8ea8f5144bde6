package dev.compositeindex.cli.recording;

import dev.compositeindex.cli.output.TextTable;
import dev.compositeindex.processor.migration.NumberedMigration;
import dev.compositeindex.processor.migration.Section;
import dev.compositeindex.processor.migration.Withdrawal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be recorded.
 *
 * @param migrations the migrations, in order
 * @param withdrawals the indexes that migrations before these are not to build any more
 * @param declared how many indexes are declared
 */
public record Plan(List<NumberedMigration> migrations, List<Withdrawal> withdrawals, int declared) {

    public Plan {
        migrations = List.copyOf(migrations);
        withdrawals = List.copyOf(withdrawals);
    }

    /** The same, and withdraws some indexes. */
    public Plan withdrawing(List<Withdrawal> withdrawn) {
        return new Plan(migrations, withdrawn, declared);
    }

    public boolean isEmpty() {
        return migrations.isEmpty() && withdrawals.isEmpty();
    }

    /** What is done, in order, by all migrations. */
    public List<Section> sections() {
        return migrations.stream()
                .flatMap(migration -> migration.migration().sections().stream())
                .toList();
    }

    /** What a person reads: a table of what is done and an empty line, or one line that says that there is nothing. */
    public List<String> text() {
        if (isEmpty()) {
            return List.of("Nothing to record: %s, and recorded."
                    .formatted(count(declared, "index is declared", "indexes are declared")));
        }
        TextTable table = new TextTable("version", "migration", "declared by");
        migrations.forEach(migration -> migration
                .migration()
                .sections()
                .forEach(section ->
                        table.add(migration.version().text(), section.entry().summary(), section.declaredBy())));
        List<String> text = new ArrayList<>(migrations.isEmpty() ? List.of() : table.lines());
        withdrawals.forEach(withdrawal -> text.add("%s is not to build %s any more."
                .formatted(withdrawal.script(), withdrawal.index().name())));
        text.add("");
        return List.copyOf(text);
    }

    /** What a program reads. */
    public Map<String, ?> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("declared", declared);
        members.put("migrations", migrations.stream().map(Plan::migration).toList());
        if (!withdrawals.isEmpty()) {
            members.put(
                    "withdrawn",
                    withdrawals.stream()
                            .map(withdrawal -> withdrawal.index().name().sql())
                            .toList());
        }
        return members;
    }

    private static Map<String, Object> migration(NumberedMigration numbered) {
        Map<String, Object> migration = new LinkedHashMap<>();
        migration.put("version", numbered.version().text());
        migration.put("file", numbered.fileName());
        migration.put(
                "sections",
                numbered.migration().sections().stream().map(Plan::section).toList());
        return migration;
    }

    private static Map<String, Object> section(Section section) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("summary", section.entry().summary());
        members.put("declaredBy", section.declaredBy());
        return members;
    }

    /** How much it is: {@code 2 migrations}. */
    public String size() {
        return count(migrations.size(), "migration", "migrations")
                + (withdrawals.isEmpty() ? "" : " and " + count(withdrawals.size(), "withdrawal", "withdrawals"));
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
