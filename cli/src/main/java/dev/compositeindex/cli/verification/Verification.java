package dev.compositeindex.cli.verification;

import dev.compositeindex.cli.database.DatabaseAddress;
import dev.compositeindex.cli.output.FindingMembers;
import dev.compositeindex.cli.output.TextTable;
import dev.compositeindex.cli.recording.CompiledModule;
import dev.compositeindex.cli.recording.DeclaredIndexes;
import dev.compositeindex.health.Finding;
import dev.compositeindex.health.IndexHealth;
import dev.compositeindex.health.IndexHealthException;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.verify.Difference;
import dev.compositeindex.verify.IndexVerdict;
import dev.compositeindex.verify.IndexVerificationException;
import dev.compositeindex.verify.IndexVerifier;
import dev.compositeindex.verify.Verdict;
import dev.compositeindex.verify.VerificationReport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The verdicts on the indexes that some modules declare, as their registries say.
 *
 * @param report the verdicts
 * @param findings what the catalogue says of the same tables beyond that, as far as enough is known to act
 */
public record Verification(VerificationReport report, List<Finding> findings) {
    /** The others are verdicts already, or rest on counters: {@code analyze} has them. */
    private static final Set<Finding.Kind> OF_CATALOGUE =
            EnumSet.of(Finding.Kind.FOREIGN_KEY, Finding.Kind.REDUNDANT, Finding.Kind.INVALID);

    public Verification {
        findings = List.copyOf(findings);
    }

    /**
     * Holds what is declared against a database, in which nothing is changed.
     *
     * @param ddl whether something may be created to compare, and rolled back
     */
    public static Checked<Verification> of(List<CompiledModule> modules, DatabaseAddress database, boolean ddl) {
        Checked<DataSource> source = database.dataSource("verify");
        return source.value().isEmpty()
                ? Checked.failed(source.problems())
                : DeclaredIndexes.use(
                        modules, declared -> of(declared, source.value().get(), ddl));
    }

    private static Checked<Verification> of(DeclaredIndexes declared, DataSource source, boolean ddl) {
        try {
            IndexRegistry registry = declared.registry();
            IndexVerifier verifier = IndexVerifier.of(source);
            VerificationReport report = (ddl ? verifier : verifier.withoutDdl()).verify(registry);
            List<Finding> findings =
                    IndexHealth.of(source).withScripts(declared.scripts()).report(registry, report).findings().stream()
                            .filter(finding -> OF_CATALOGUE.contains(finding.kind()) && finding.isSufficient())
                            .filter(finding ->
                                    report.problems().stream().noneMatch(verdict -> isAbout(finding, verdict)))
                            .toList();
            return Checked.of(new Verification(report, findings));
        } catch (IndexVerificationException | IndexHealthException e) {
            return Checked.failed(
                    new Problem(Code.DATABASE, new Site.OfModule(), Printable.whole(String.valueOf(e.getMessage()))));
        }
    }

    /** A declaration need not say its schema. */
    private static boolean isAbout(Finding finding, IndexVerdict verdict) {
        IndexDefinition index = verdict.index();
        return index.name().equals(finding.index())
                && index.table().equals(finding.table())
                && (index.schema().isEmpty() || index.schema().equals(finding.schema()));
    }

    /**
     * Whether all indexes are valid.
     *
     * @param allowUnknown whether those of which that cannot be known count as valid
     */
    public boolean isGood(boolean allowUnknown) {
        return report.problems().stream().allMatch(verdict -> allowUnknown && verdict.verdict() == Verdict.UNKNOWN);
    }

    /** What a person reads: a table, what to do about each index that is not valid, what else is found, and the counts. */
    public List<String> text() {
        TextTable table = new TextTable("verdict", "index", "table", "declared by");
        report.verdicts()
                .forEach(verdict -> table.add(
                        verdict.verdict().name(),
                        Printable.of(verdict.index().name()),
                        Printable.of(verdict.index().qualifiedTable()),
                        verdict.index().declaredBy()));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        for (IndexVerdict problem : report.problems()) {
            lines.add(Printable.whole(problem.describe()));
            if (!problem.repair().isEmpty()) {
                problem.repair().lines().forEach(line -> lines.add("  " + Printable.whole(line)));
            }
            lines.add("");
        }
        for (Finding finding : findings) {
            finding.text().forEach(line -> lines.add(Printable.whole(line)));
            lines.add("");
        }
        lines.add(report.summary());
        return lines;
    }

    /** What a program reads. */
    public Map<String, ?> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("summary", report.summary());
        members.put(
                "verdicts",
                report.verdicts().stream().map(Verification::members).toList());
        members.put("health", findings.stream().map(FindingMembers::of).toList());
        return members;
    }

    private static Map<String, Object> members(IndexVerdict verdict) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("index", verdict.index().name());
        members.put("schema", verdict.index().schema());
        members.put("table", verdict.index().table());
        members.put("declaredBy", verdict.index().declaredBy());
        members.put("verdict", verdict.verdict().name().toLowerCase(Locale.ROOT));
        members.put("reason", verdict.reason());
        members.put(
                "differences",
                verdict.differences().stream().map(Verification::members).toList());
        members.put("repair", verdict.repair());
        return members;
    }

    private static Map<String, Object> members(Difference difference) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("attribute", difference.attribute());
        members.put("declared", difference.declared());
        members.put("actual", difference.actual());
        return members;
    }
}
