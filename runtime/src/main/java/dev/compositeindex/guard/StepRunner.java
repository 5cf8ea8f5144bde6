package dev.compositeindex.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;

/** Runs statements that come from no script, guarded like those of one. */
record StepRunner(Connection connection, BuildContext context) implements PendingIndexes.Runner {

    @Override
    public void run(String subject, List<PendingIndexes.Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        OurMigration work = new OurMigration(
                subject, steps.stream().map(PendingIndexes.Step::section).toList());
        RunningScript running;
        try {
            running = RunningScript.of(work, connection, context.oneByOne());
        } catch (SQLException e) {
            throw failure(subject, e);
        }
        try {
            running.liftLimits();
            running.begin();
            for (PendingIndexes.Step step : steps) {
                running.beforeStatement(step.sql());
                Sql.run(connection, step.sql());
                running.afterStatement(step.sql());
                step.afterwards().run();
            }
            running.end(true);
        } catch (SQLException e) {
            running.failed(e.getSQLState(), e.getMessage());
            throw running.fail().orElseGet(() -> failure(subject, e));
        } catch (RuntimeException e) {
            running.end(false);
            throw e;
        }
    }

    private static FlywayException failure(String subject, SQLException e) {
        return Refusal.of(subject + " cannot be built: " + e.getMessage(), e);
    }
}
