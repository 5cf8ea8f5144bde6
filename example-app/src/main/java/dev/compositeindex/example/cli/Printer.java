package dev.compositeindex.example.cli;

import dev.compositeindex.verify.IndexVerdict;
import dev.compositeindex.verify.VerificationReport;
import java.io.PrintWriter;
import java.util.Locale;

/** How the commands print what they have in common. Plain ASCII, since consoles differ. */
final class Printer {

    private final PrintWriter out;

    Printer(PrintWriter out) {
        this.out = out;
    }

    void line(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
        out.println();
        out.flush();
    }

    void table(TextTable table) {
        table.lines().forEach(line -> line("  %s", line));
    }

    /** One line per declared index. */
    void verdicts(VerificationReport report) {
        TextTable table = new TextTable("verdict", "index", "table", "declared by");
        for (IndexVerdict verdict : report.verdicts()) {
            table.row(
                    verdict.verdict().name(),
                    verdict.index().name(),
                    verdict.index().qualifiedTable(),
                    verdict.index().declaredBy());
        }
        table(table);
    }

    /** For each index that is not valid: what is wrong, and what to do. */
    void problems(VerificationReport report) {
        for (IndexVerdict problem : report.problems()) {
            line("");
            line("%s", problem.describe());
            problem.repair().lines().forEach(repair -> line("    %s", repair));
        }
    }

    /** The last line of a command. */
    int summary(VerificationReport report) {
        line("");
        line("%s", report.summary());
        return report.allValid() ? ExitCodes.OK : ExitCodes.NOT_VALID;
    }
}
