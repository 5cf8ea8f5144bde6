package dev.compositeindex.cli.adoption;

import dev.compositeindex.catalog.ListedIndex.Kind;
import dev.compositeindex.cli.database.DatabaseAddress;
import dev.compositeindex.cli.recording.Numbering;
import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.cli.recording.Recording;
import dev.compositeindex.processor.apt.CompiledClassReader;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.model.NamingRule;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Declared and existing indexes, brought together: which declared ones a database has already, and which it has that no
 * class declares. The command line and the Maven plugin only say where things are, and print.
 *
 * <pre>{@code
 * Checked<Adoption> adoption = Adoption.of(recording, mapping, address);
 * recording.write(adoption.value().orElseThrow().plan(Numbering.NEXT, Optional.empty(), clock));
 * }</pre>
 */
public final class Adoption {
    private final Recording recording;
    private final List<Finding> findings;
    private final List<UndeclaredIndexes.OfTable> undeclared;
    private final Map<Kind, Integer> counts;
    private final SortedMap<String, List<String>> unread;

    private Adoption(
            Recording recording,
            List<Finding> findings,
            List<UndeclaredIndexes.OfTable> undeclared,
            Map<Kind, Integer> counts,
            SortedMap<String, List<String>> unread) {
        this.recording = recording;
        this.findings = List.copyOf(findings);
        this.undeclared = List.copyOf(undeclared);
        this.counts = Map.copyOf(counts);
        this.unread = unread;
    }

    /**
     * Holds what is declared and not recorded against a database. Nothing in it is changed, and no one in it waits.
     *
     * @param mapping what the compiler was told when it compiled the classes
     * @param database a primary, as a role that may create temporary tables
     */
    public static Checked<Adoption> of(Recording recording, MappingOptions mapping, DatabaseAddress database) {
        return database.connect("adopt", connection -> of(recording, mapping, connection));
    }

    /**
     * The same with an open connection.
     *
     * @param connection it is not closed
     */
    static Checked<Adoption> of(Recording recording, MappingOptions mapping, Connection connection) {
        Checked<SortedMap<NamingRule, List<String>>> names = recording.classes(mapping.naming());
        if (names.value().isEmpty()) {
            return Checked.failed(names.problems());
        }
        List<DeclaredIndex> unrecorded = recording.declared().stream()
                .filter(index -> !recording.recorded().holds(index.name()))
                .sorted(Comparator.comparing(DeclaredIndex::name))
                .toList();
        Checked<DatabaseState> read = DatabaseReader.read(
                connection, unrecorded.stream().map(DeclaredIndex::statement).toList());
        if (read.value().isEmpty()) {
            return Checked.failed(read.problems());
        }
        DatabaseState database = read.value().get();
        List<DeclaredIndex> known = new ArrayList<>(recording.declared());
        known.addAll(recording.recorded().indexes());
        Assessor assessor = new Assessor(database, known);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < unrecorded.size(); i++) {
            findings.add(
                    assessor.assess(unrecorded.get(i), database.encounters().get(i)));
        }
        CompiledClassReader.Result classes = names.value().get().entrySet().stream()
                .map(rule -> CompiledClassReader.read(rule.getValue(), classPath(recording, mapping), rule.getKey()))
                .reduce(CompiledClassReader.Result.NOTHING, CompiledClassReader.Result::and);
        ClassFinder finder =
                new ClassFinder(recording.declared(), MappedClass.of(classes.readings(), database.release()));
        return Checked.of(new Adoption(
                recording,
                findings,
                UndeclaredIndexes.of(database.indexes(), findings, assessor, finder),
                database.counts(),
                classes.unread()));
    }

    private static String classPath(Recording recording, MappingOptions mapping) {
        return Stream.concat(recording.places().stream().map(Path::toString), mapping.classPath().stream())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * The migrations that record the indexes that exist as they are declared.
     *
     * @param name what they are called, if not after what they do
     */
    public Plan plan(Numbering numbering, Optional<String> name, Clock clock) {
        return recording.planOfExisting(
                findings.stream()
                        .filter(finding -> finding.outcome() == Outcome.EQUAL)
                        .map(Finding::index)
                        .toList(),
                numbering,
                name,
                clock);
    }

    /** Whether a declared index is taken by something else, or cannot be used. */
    public boolean hasFailed() {
        return findings.stream().anyMatch(finding -> finding.outcome().isFailure());
    }

    /** What a person reads, in lines. */
    public List<String> text() {
        return new AdoptionText(
                        findings,
                        undeclared,
                        counts,
                        unread,
                        recording.declared().size() - findings.size())
                .lines();
    }

    /** What a program reads. */
    public Map<String, ?> members() {
        return AdoptionMembers.of(
                findings, undeclared, counts, unread, recording.declared().size() - findings.size());
    }

    List<Finding> findings() {
        return findings;
    }

    List<UndeclaredIndexes.OfTable> undeclared() {
        return undeclared;
    }
}
