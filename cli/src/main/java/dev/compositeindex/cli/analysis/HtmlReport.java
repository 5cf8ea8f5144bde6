package dev.compositeindex.cli.analysis;

import dev.compositeindex.health.Finding;
import dev.compositeindex.health.HealthReport;
import dev.compositeindex.health.IndexUse;
import dev.compositeindex.health.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes a report as one page that asks nobody for anything: no script, no font, no picture. It is XML, too.
 *
 * @param report the report
 * @param before the counters that were kept
 */
record HtmlReport(HealthReport report, Baselines before) {
    private static final int LISTED = 20;
    private static final int COURSES = 12;

    String page() {
        return """
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
                <meta name="color-scheme" content="light dark"/>
                <title>Index health, %1$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <header>
                <h1>Index health</h1>
                <p class="soft">%1$s · %3$s</p>
                <nav aria-label="Sections"><a href="#used">Most used</a> <a href="#unused">Unused</a> <a href="#findings">Findings</a> <a href="#all">All indexes</a></nav>
                </header>
                <main>
                %4$s%5$s%6$s%7$s%8$s%9$s%10$s</main>
                </body>
                </html>
                """.formatted(
                        report.taken().truncatedTo(ChronoUnit.SECONDS),
                        style(),
                        Html.of(report.verification().summary()),
                        totals(),
                        list("used", "Most used", report.mostUsed(LISTED)),
                        list("unused", "Unused, largest first", report.unused(LISTED)),
                        chart(),
                        courses(),
                        findings(),
                        all());
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String totals() {
        String nodes = report.nodes().stream().map(HtmlReport::node).collect(Collectors.joining());
        return "<dl class=\"totals\">%s%s%s%s</dl>\n%s"
                .formatted(
                        total("Indexes", Integer.toString(report.indexes().size())),
                        total("Size", Sizes.of(report.bytes())),
                        total("Scans", Long.toString(report.scans())),
                        total("Findings", Integer.toString(report.sufficient().size())),
                        nodes);
    }

    private static String total(String name, String value) {
        return "<div><dt>%s</dt><dd>%s</dd></div>".formatted(name, value);
    }

    private static String node(Node node) {
        return "<p class=\"soft\">%s %s, PostgreSQL %s, counted since %s (%s)</p>\n"
                .formatted(
                        node.standby() ? "Standby" : "Server",
                        Html.of(node.address()),
                        Html.of(node.version()),
                        node.countedSince().truncatedTo(ChronoUnit.SECONDS),
                        Html.of(node.source()));
    }

    private String list(String id, String title, List<IndexUse> indexes) {
        String rows = indexes.isEmpty()
                ? "<p>None.</p>\n"
                : table(title, indexes.stream().map(index -> row(index, "")).collect(Collectors.joining()));
        return "<section id=\"%s\"><h2>%s</h2>\n%s</section>\n".formatted(id, title, rows);
    }

    private String all() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < report.indexes().size(); i++) {
            rows.append(row(report.indexes().get(i), " id=\"index-" + i + "\""));
        }
        return "<section id=\"all\"><h2>All indexes</h2>\n%s</section>\n"
                .formatted(table("All indexes", rows.toString()));
    }

    private static String table(String caption, String rows) {
        return """
                <table><caption>%s: scans, entries returned by a scan, and size</caption>
                <thead><tr><th scope="col">Index</th><th scope="col">Table</th><th scope="col">Declared by</th><th scope="col" class="number">Scans</th><th scope="col" class="number">Entries/scan</th><th scope="col" class="number">Size</th><th scope="col">Last scan</th><th scope="col">Known since</th></tr></thead>
                <tbody>
                %s</tbody></table>
                """.formatted(caption, rows);
    }

    private String row(IndexUse index, String attributes) {
        return "<tr%s><th scope=\"row\">%s</th>%s%s%s%s%s%s%s</tr>\n"
                .formatted(
                        attributes,
                        Html.of(index.name()),
                        cell("Table", index.table()),
                        cell("Declared by", declaredBy(index)),
                        number("Scans", Long.toString(index.scans())),
                        number("Entries/scan", String.format(Locale.ROOT, "%.1f", index.entriesPerScan())),
                        number("Size", Sizes.of(index.bytes())),
                        cell(
                                "Last scan",
                                index.lastScan()
                                        .map(time -> time.truncatedTo(ChronoUnit.SECONDS)
                                                .toString())
                                        .orElse("–")),
                        cell(
                                "Known since",
                                index.knownSince()
                                        .map(time -> time.truncatedTo(ChronoUnit.SECONDS)
                                                .toString())
                                        .orElse("–")));
    }

    private static String declaredBy(IndexUse index) {
        if (!index.declaredBy().isEmpty()) {
            return index.declaredBy();
        }
        return index.neededFor().isEmpty() ? "no class" : index.neededFor();
    }

    private static String cell(String label, String text) {
        return "<td data-label=\"%s\">%s</td>".formatted(label, Html.of(text));
    }

    private static String number(String label, String text) {
        return "<td class=\"number\" data-label=\"%s\">%s</td>".formatted(label, text);
    }

    private String chart() {
        return report.indexes().isEmpty() ? "" : """
                <section><h2>Scans against size</h2>
                <figure class="large">%s
                <figcaption>Upwards: scans. To the right: size. Each point is an index, and leads to its row. Hollow squares were never scanned: the further right, the more they cost.</figcaption></figure></section>
                """.formatted(Chart.scansAgainstSize(report.indexes()));
    }

    private String courses() {
        if (before.last().isEmpty()) {
            return "";
        }
        String figures = report.indexes().stream()
                .sorted(Comparator.comparingLong(IndexUse::scans).reversed())
                .limit(COURSES)
                .map(index -> "<figure>%s<figcaption>%s</figcaption></figure>\n"
                        .formatted(
                                Chart.course(
                                        "Scans of " + index.name() + " between baselines",
                                        before.course(index, report)),
                                Html.of(index.name() + since(index))))
                .collect(Collectors.joining());
        String reset = before.wereReset(report)
                ? " The counters were set to zero since the last one: what happened in between is not known."
                : "";
        return "<section><h2>Use between baselines</h2>\n<p class=\"soft\">%d baselines, the last of %s.%s</p>\n<div class=\"courses\">\n%s</div></section>\n"
                .formatted(
                        before.points().size(),
                        before.last().get().taken().truncatedTo(ChronoUnit.SECONDS),
                        reset,
                        figures);
    }

    private String since(IndexUse index) {
        return before.since(index, report).isPresent()
                ? ": %d since the last".formatted(before.since(index, report).getAsLong())
                : "";
    }

    private String findings() {
        List<Finding> insufficient = report.findings().stream()
                .filter(Predicate.not(Finding::isSufficient))
                .toList();
        String more = insufficient.isEmpty()
                ? ""
                : "<details><summary>%d of which too little is known</summary>\n%s</details>\n"
                        .formatted(insufficient.size(), articles(insufficient));
        return "<section id=\"findings\"><h2>Findings</h2>\n%s%s</section>\n"
                .formatted(report.sufficient().isEmpty() ? "<p>None.</p>\n" : articles(report.sufficient()), more);
    }

    private static String articles(List<Finding> findings) {
        return findings.stream()
                .map(finding -> """
                        <article class="%s"><h3>%s: %s</h3>
                        <p><span class="badge">%1$s</span> %s</p>
                        <p>%s</p>
                        <p><strong>Next:</strong> %s</p></article>
                        """.formatted(
                                finding.confidence().word(),
                                finding.kind().word(),
                                Html.of(
                                        finding.index().isEmpty()
                                                ? finding.table()
                                                : finding.index() + " on " + finding.table()),
                                Html.of(finding.declaredBy()),
                                Html.of(finding.evidence()),
                                Html.of(finding.nextStep())))
                .collect(Collectors.joining());
    }
}
