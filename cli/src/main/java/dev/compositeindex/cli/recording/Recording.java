package dev.compositeindex.cli.recording;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.migration.Branches;
import dev.compositeindex.processor.migration.Change;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.Ledger;
import dev.compositeindex.processor.migration.MigrationFolder;
import dev.compositeindex.processor.migration.MigrationPlanner;
import dev.compositeindex.processor.migration.Migrations;
import dev.compositeindex.processor.migration.MisnamedMigrations;
import dev.compositeindex.processor.migration.MissingConfigurations;
import dev.compositeindex.processor.migration.RecordedFile;
import dev.compositeindex.processor.migration.Withdrawal;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.model.TypeDecl.MappedIndex;
import dev.compositeindex.processor.options.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What some modules declare, and what some folders of migrations have recorded: the two states that {@code record} and
 * {@code check} compare. Whoever asks: the command line and the Maven plugin only say where things are, and print.
 *
 * <pre>{@code
 * Checked<Recording> recording = Recording.read(modules, migrations);
 * Checked<Plan> plan = recording.value().orElseThrow().plan(Numbering.NEXT, Optional.empty(), clock);
 * Checked<Plan> written = recording.value().orElseThrow().write(plan.value().orElseThrow());
 * }</pre>
 *
 * <p>Problems are values, and may be no more than notes.
 */
public final class Recording {
    private final List<CompiledModule> modules;
    private final List<Path> migrations;
    private final List<DeclaredIndex> declared;
    private final Ledger recorded;

    private Recording(
            List<CompiledModule> modules, List<Path> migrations, List<DeclaredIndex> declared, Ledger recorded) {
        this.modules = List.copyOf(modules);
        this.migrations = List.copyOf(migrations);
        this.declared = List.copyOf(declared);
        this.recorded = recorded;
    }

    /**
     * Reads both states. What a module declares is held against its annotated classes.
     *
     * @param modules what declares the indexes
     * @param migrations existing folders in the source tree; new ones go into the first
     */
    public static Checked<Recording> read(List<CompiledModule> modules, List<Path> migrations) {
        Modules declared = new Modules();
        try {
            for (CompiledModule module : modules) {
                module.read(declared::add);
            }
            List<RecordedFile> files = files(migrations, declared.javaMigrations());
            Checked<Ledger> recorded = Ledger.replay(files);
            List<Problem> problems = new ArrayList<>(recorded.problems());
            if (recorded.problems().stream().anyMatch(Problem::isError)) {
                twoBranches(Branches.removals(files), migrations).ifPresent(problems::add);
            }
            problems.addAll(MissingConfigurations.of(files));
            problems.addAll(MisnamedMigrations.of(files));
            problems.addAll(declared.problems());
            return recorded.value()
                    .filter(ledger -> problems.stream().noneMatch(Problem::isError))
                    .map(ledger -> Checked.of(new Recording(modules, migrations, declared.indexes(), ledger), problems))
                    .orElseGet(() -> Checked.failed(problems));
        } catch (IOException e) {
            return Checked.failed(unreadable(e));
        } catch (UncheckedIOException e) {
            return Checked.failed(unreadable(e));
        }
    }

    /** What to do after a merge, with the commands to paste. */
    private static Optional<Problem> twoBranches(List<Branches.Removal> removals, List<Path> migrations) {
        return removals.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        Code.VERSION_TWICE,
                        new Site.OfModule(),
                        "two branches recorded. Remove what one of them recorded and is applied nowhere yet, compile anew (mvn clean compile), and record again."
                                + removals.stream()
                                        .map(removal -> "\nTo keep %s:\n%s"
                                                .formatted(
                                                        Printable.of(removal.kept()),
                                                        Printable.whole(
                                                                ShellCommand.remove(removal.paths(), migrations))))
                                        .collect(Collectors.joining())));
    }

    /** What is declared, in no particular order; names are unique. */
    public List<DeclaredIndex> declared() {
        return declared;
    }

    /** What is recorded. */
    public Ledger recorded() {
        return recorded;
    }

    /**
     * What leads from the one to the other.
     *
     * @param name what the migrations are called, if not after what they do
     */
    public Checked<Plan> plan(Numbering numbering, Optional<String> name, Clock clock) {
        Checked<List<Change>> changes = MigrationPlanner.plan(recorded, declared);
        List<Problem> problems = new ArrayList<>(changes.problems());
        problems.addAll(droppedClasses(changes.value().orElse(List.of())));
        boolean isRefused = problems.stream().anyMatch(Problem::isError);
        return new Checked<>(
                changes.value()
                        .filter(list -> !isRefused)
                        .map(list -> new Plan(
                                Migrations.number(list, name, numbering.first(recorded, clock), recorded.style()),
                                List.of(),
                                declared.size())),
                problems);
    }

    /**
     * The same, and gives up unique indexes that rows somewhere keep from being built.
     *
     * @param withdrawn their names, as in SQL
     */
    public Checked<Plan> plan(Numbering numbering, Optional<String> name, List<String> withdrawn, Clock clock) {
        Checked<Plan> plan = plan(numbering, name, clock);
        List<Problem> problems = new ArrayList<>(plan.problems());
        List<Withdrawal> withdrawals = new ArrayList<>();
        for (String index : withdrawn) {
            Checked<Optional<Withdrawal>> withdrawal = Withdrawal.of(recorded, declared, index);
            problems.addAll(withdrawal.problems());
            withdrawal.value().flatMap(found -> found).ifPresent(withdrawals::add);
        }
        boolean isRefused = problems.stream().anyMatch(Problem::isError);
        return new Checked<>(
                plan.value().filter(found -> !isRefused).map(found -> found.withdrawing(withdrawals)), problems);
    }

    /** A module that was forgotten looks like one whose classes were deleted. */
    private List<Problem> droppedClasses(List<Change> changes) {
        List<Change.DropIndex> drops = changes.stream()
                .filter(Change.DropIndex.class::isInstance)
                .map(Change.DropIndex.class::cast)
                .toList();
        if (drops.isEmpty()) {
            return List.of();
        }
        Checked<List<ClassFile.Declarations>> classes = classFiles();
        Set<String> names = Set.copyOf(names(classes.value().orElse(List.of())));
        List<Problem> problems = new ArrayList<>(classes.problems());
        problems.addAll(keptByJpa(drops, classes.value().orElse(List.of())));
        drops.stream()
                .filter(drop -> !names.contains(drop.declaredBy()))
                .map(drop -> new Problem(
                        Code.CLASS_NOT_GIVEN,
                        new Site.OfModule(),
                        "%s is to be dropped, and there is no class %s any more. If another module has it, name that module, too."
                                .formatted(Printable.of(drop.index().name().sql()), Printable.of(drop.declaredBy()))))
                .forEach(problems::add);
        return problems;
    }

    /** A compilation without the option that makes JPA's indexes count looks like one whose indexes were removed. */
    private List<Problem> keptByJpa(List<Change.DropIndex> drops, List<ClassFile.Declarations> classes) {
        Set<String> counted = declared.stream()
                .filter(DeclaredIndex::isJpas)
                .map(DeclaredIndex::declaredBy)
                .collect(Collectors.toUnmodifiableSet());
        Map<String, List<MappedIndex>> uncounted = classes.stream()
                .filter(file -> !counted.contains(file.name()))
                .collect(Collectors.toMap(
                        ClassFile.Declarations::name, ClassFile.Declarations::jpaIndexes, (first, second) -> first));
        return drops.stream()
                .filter(drop -> uncounted.getOrDefault(drop.declaredBy(), List.of()).stream()
                        .anyMatch(index -> UncountedIndex.is(index, drop.index().statement())))
                .map(drop -> new Problem(
                        Code.JPA_INDEX_DROPPED,
                        new Site.OfModule(),
                        "%s would be dropped, because it is not declared, but %s has it in JPA's @Table. Compile with -A%s=true, or remove it there."
                                .formatted(
                                        Printable.of(drop.index().name().sql()),
                                        Printable.of(drop.declaredBy()),
                                        Option.JPA_INDEXES.key())))
                .toList();
    }

    /**
     * What records declared indexes that the databases have already: a migration that creates them, which finds them there, and
     * builds them where they are not.
     *
     * @param name what the migrations are called, if not after what they do
     */
    public Plan planOfExisting(
            Collection<DeclaredIndex> existing, Numbering numbering, Optional<String> name, Clock clock) {
        List<DeclaredIndex> sorted = existing.stream()
                .sorted(Comparator.comparing(DeclaredIndex::name))
                .toList();
        return new Plan(
                Migrations.ofExisting(sorted, name, numbering.first(recorded, clock), recorded.style()),
                List.of(),
                declared.size());
    }

    /**
     * The binary names of the classes that could declare indexes, of all modules, sorted, by the rule for names that their module
     * was compiled with; by the given one, if nothing tells.
     */
    public Checked<SortedMap<NamingRule, List<String>>> classes(NamingRule otherwise) {
        SortedMap<NamingRule, List<String>> classes = new TreeMap<>();
        try {
            for (CompiledModule module : modules) {
                NamingRule rule = module.read(ClassRoot::naming).orElse(otherwise);
                classes.computeIfAbsent(rule, key -> new ArrayList<>())
                        .addAll(names(module.read(ClassRoot::classFiles)));
            }
        } catch (IOException e) {
            return Checked.failed(unreadable(e));
        } catch (UncheckedIOException e) {
            return Checked.failed(unreadable(e));
        }
        classes.replaceAll((rule, names) -> names.stream().distinct().sorted().toList());
        return Checked.of(classes);
    }

    /** The class outputs and jars that they are in. */
    public List<Path> places() {
        return modules.stream().map(CompiledModule::place).toList();
    }

    private static List<String> names(List<ClassFile.Declarations> files) {
        return files.stream()
                .filter(ClassFile.Declarations::canHaveTable)
                .map(ClassFile.Declarations::name)
                .toList();
    }

    private Checked<List<ClassFile.Declarations>> classFiles() {
        List<ClassFile.Declarations> files = new ArrayList<>();
        try {
            for (CompiledModule module : modules) {
                files.addAll(module.read(ClassRoot::classFiles));
            }
            return Checked.of(files);
        } catch (IOException e) {
            return Checked.failed(unreadable(e));
        } catch (UncheckedIOException e) {
            return Checked.failed(unreadable(e));
        }
    }

    /**
     * Writes the migrations into the first folder, all or none. Files that are there are never overwritten. If others wrote
     * migrations meanwhile that do not go together with these, these are taken back.
     *
     * @return what was written
     */
    public Checked<Plan> write(Plan plan) {
        NewFiles files = new NewFiles(migrations.get(0));
        Optional<Problem> failure = files.write(plan.migrations());
        if (failure.isPresent()) {
            return Checked.failed(failure.get());
        }
        try {
            if (Ledger.replay(files(migrations, List.of())).value().isEmpty()) {
                files.takeBack();
                return Checked.failed(changedMeanwhile());
            }
            withdraw(plan.withdrawals());
            return Checked.of(plan);
        } catch (IOException e) {
            files.takeBack();
            return Checked.failed(unreadable(e));
        } catch (UncheckedIOException e) {
            return Checked.failed(unreadable(e));
        }
    }

    /** Each script has its configuration beside it, or it would have been missed. */
    private void withdraw(List<Withdrawal> withdrawals) throws IOException {
        for (Withdrawal withdrawal : withdrawals) {
            for (Path folder : migrations) {
                Path file = folder.resolve(withdrawal.configuration());
                if (Files.isRegularFile(file)) {
                    String text = Files.readString(file);
                    String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
                    Files.writeString(file, separator + withdrawal.text(), StandardOpenOption.APPEND);
                }
            }
        }
    }

    private static List<RecordedFile> files(List<Path> migrations, List<RecordedFile> javaMigrations) {
        List<RecordedFile> files = new ArrayList<>(javaMigrations);
        for (Path folder : migrations) {
            files.addAll(MigrationFolder.read(folder));
        }
        return files;
    }

    private Problem changedMeanwhile() {
        return new Problem(
                Code.FILE_ACCESS,
                new Site.OfModule(),
                "nothing was recorded: migrations that others wrote to %s just now do not go together with these. Record again."
                        .formatted(Printable.quoted(migrations.get(0).toString())));
    }

    private static Problem unreadable(UncheckedIOException reason) {
        return unreadable(Objects.requireNonNull(reason.getCause()));
    }

    private static Problem unreadable(IOException reason) {
        return new Problem(
                Code.FILE_ACCESS,
                new Site.OfModule(),
                "what is declared or recorded could not be read or tidied: %s. Check the directories."
                        .formatted(Printable.reason(reason)));
    }
}
