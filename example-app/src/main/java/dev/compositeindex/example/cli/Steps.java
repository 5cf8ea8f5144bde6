package dev.compositeindex.example.cli;

import dev.compositeindex.example.data.DataLoader;
import dev.compositeindex.example.database.Database;
import dev.compositeindex.example.database.Migrations;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.VerificationReport;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What several commands do on the way, with a line for each. */
final class Steps {

    private final Database database;
    private final IndexRegistry registry;
    private final Printer printer;

    Steps(Database database, IndexRegistry registry, Printer printer) {
        this.database = database;
        this.registry = registry;
        this.printer = printer;
        printer.line("%s", database.description());
    }

    void migrate() {
        Instant start = Instant.now();
        int applied = Migrations.apply(database.dataSource());
        printer.line("migrate: %d migrations applied in %s", applied, seconds(start));
    }

    VerificationReport verify() {
        return IndexVerifier.of(database.dataSource()).verify(registry);
    }

    void load(DataLoader loader) throws SQLException {
        if (!loader.isNeeded()) {
            printer.line("load: the sample data is there already");
            return;
        }
        Instant start = Instant.now();
        long rows;
        try (LoadDisplay display = new LoadDisplay(printer, LoadDisplay.onTerminal())) {
            rows = loader.load(display);
        }
        printer.line("load: %,d rows in %s, with statistics for the planner", rows, seconds(start));
    }

    static String seconds(Instant start) {
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }
}
