package dev.compositeindex.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.migration.Change;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.FileStyle;
import dev.compositeindex.processor.migration.Ledger;
import dev.compositeindex.processor.migration.MigrationFile;
import dev.compositeindex.processor.migration.MigrationFolder;
import dev.compositeindex.processor.migration.MigrationPlanner;
import dev.compositeindex.processor.migration.Migrations;
import dev.compositeindex.processor.migration.NumberedMigration;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A developer's checkout: what a class declares, its class output, and the migrations that all developers share. */
final class Workplace {

    static final int COLUMNS = 6;
    private static final int NAMES = 10;
    private static final String REGISTRY = "app.Indexes";

    private final Path folder;
    private final Path migrations;
    private final SortedMap<Integer, Spec> declared;

    Workplace(Path folder, Path migrations, SortedMap<Integer, Spec> declared) {
        this.folder = folder;
        this.migrations = migrations;
        this.declared = new TreeMap<>(declared);
    }

    /** What is declared, by numbers that stay when an index changes. */
    SortedMap<Integer, Spec> declared() {
        return declared;
    }

    void declare(int number, Random random) {
        String name = random.nextBoolean() ? "" : freeName(random);
        Spec spec = new Spec(name, freeFields(random), random.nextInt(4) == 0, "", 0);
        put(number, random.nextInt(3) == 0 ? spec.withSettings("Why it's there", 0) : spec);
    }

    void change(Random random) {
        int number = any(random);
        Spec before = spec(number);
        put(
                number,
                switch (random.nextInt(5)) {
                    case 0 -> before.withSettings(before.comment().isEmpty() ? "Why" : "", before.fillfactor());
                    case 1 -> before.withSettings(before.comment(), before.fillfactor() == 0 ? 70 : 0);
                    case 2 -> before.asUnique(!before.unique());
                    default -> before.withFields(freeFields(random));
                });
    }

    void rename(Random random) {
        int number = any(random);
        put(number, spec(number).withName(random.nextInt(4) == 0 ? "" : freeName(random)));
    }

    void remove(Random random) {
        if (declared.size() > 1) {
            declared.remove(any(random));
        }
    }

    /** Declares this, and nothing else under its name. */
    void put(int number, Spec spec) {
        declared.values().removeIf(other -> other.effectiveName().equals(spec.effectiveName()));
        declared.put(number, spec);
    }

    int any(Random random) {
        List<Integer> numbers = List.copyOf(declared.keySet());
        return numbers.get(random.nextInt(numbers.size()));
    }

    private Spec spec(int number) {
        return Optional.ofNullable(declared.get(number)).orElseThrow();
    }

    private String freeName(Random random) {
        Set<String> taken = new HashSet<>();
        declared.values().forEach(spec -> taken.add(spec.name()));
        List<String> free = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            if (!taken.contains("given_" + i)) {
                free.add("given_" + i);
            }
        }
        return free.isEmpty() ? "" : free.get(random.nextInt(free.size()));
    }

    /** Keys that no other declaration has: of two equal ones, nobody but a person knows which was renamed. */
    private List<String> freeFields(Random random) {
        while (true) {
            String first = "c" + random.nextInt(COLUMNS);
            String second = "c" + random.nextInt(COLUMNS);
            List<String> fields = first.equals(second) ? List.of(first) : List.of(first, second);
            if (declared.values().stream().noneMatch(spec -> spec.fields().equals(fields))) {
                return fields;
            }
        }
    }

    /** Compiles, on top of what an earlier compile left. */
    CompilationResult compile() {
        StringBuilder source = new StringBuilder("package app;\nimport dev.compositeindex.CompositeIndex;\n");
        declared.values().forEach(spec -> source.append(spec.annotation()));
        source.append("class Course {");
        for (int i = 0; i < COLUMNS; i++) {
            source.append(" String c").append(i).append(';');
        }
        CompilationResult result = Compilation.in(folder)
                .source("app/Course.java", source.append(" }\n").toString())
                .option("-Acompositeindex.migrations=" + migrations)
                .run(CompilerKind.JAVAC, new CompositeIndexProcessor());
        assertThat(result.errors()).isEmpty();
        return result;
    }

    void clean() throws IOException {
        Path classes = folder.resolve("classes");
        if (Files.exists(classes)) {
            try (Stream<Path> paths = Files.walk(classes)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** What the last compile has found to be pending. */
    List<DeclaredIndex> pending() throws IOException {
        Path file = folder.resolve("classes").resolve(IndexesFile.pendingPath(REGISTRY));
        return Files.exists(file) ? read(file) : List.of();
    }

    /** What the migrations add up to. */
    List<DeclaredIndex> recorded() {
        return ledger().indexes();
    }

    /** How many migrations there are. */
    int migrations() throws IOException {
        try (Stream<Path> files = Files.list(migrations)) {
            return (int) files.filter(file -> file.toString().endsWith(".sql")).count();
        }
    }

    /** Compiles, and records; says whether there was something to record, and nothing to ask. */
    boolean record() throws IOException {
        compile();
        List<DeclaredIndex> wanted = read(folder.resolve("classes").resolve(IndexesFile.path(REGISTRY)));
        Checked<List<Change>> changes = MigrationPlanner.plan(ledger(), wanted);
        if (changes.problems().stream().anyMatch(Problem::isError)
                || changes.value().orElseThrow().isEmpty()) {
            return false;
        }
        for (NumberedMigration migration : Migrations.number(
                changes.value().orElseThrow(), Optional.empty(), ledger().next(), FileStyle.FLYWAYS)) {
            for (MigrationFile file : migration.files()) {
                Files.writeString(migrations.resolve(file.name()), file.text());
            }
        }
        return true;
    }

    /** The class path of what was compiled last; what else the tests have on theirs is not declared there. */
    ClassLoader classLoader() throws IOException {
        URL[] classes = {folder.resolve("classes").toUri().toURL()};
        return new URLClassLoader(classes, getClass().getClassLoader()) {
            @Override
            public @Nullable URL getResource(String name) {
                return findResource(name);
            }

            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return findResources(name);
            }
        };
    }

    private Ledger ledger() {
        Checked<Ledger> ledger = Ledger.replay(MigrationFolder.read(migrations));
        assertThat(ledger.problems()).isEmpty();
        return ledger.value().orElseThrow();
    }

    private static List<DeclaredIndex> read(Path file) throws IOException {
        return IndexesFile.parse(file.toString(), Files.readString(file))
                .value()
                .orElseThrow();
    }
}
