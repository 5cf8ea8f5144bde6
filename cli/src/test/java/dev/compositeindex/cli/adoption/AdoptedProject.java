package dev.compositeindex.cli.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.cli.recording.CompiledModule;
import dev.compositeindex.cli.recording.Numbering;
import dev.compositeindex.cli.recording.Plan;
import dev.compositeindex.cli.recording.Recording;
import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.options.Option;
import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A module and its database, as {@code adopt} finds them. */
final class AdoptedProject {
    private final Path folder;
    private final DataSource database;
    private final Map<String, String> sources = new TreeMap<>();
    private final List<Path> classPath = new ArrayList<>();
    private NamingRule naming = MappingOptions.DEFAULT.naming();

    AdoptedProject(Path folder, DataSource database) {
        this.folder = folder;
        this.database = database;
    }

    void sql(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    AdoptedProject source(String path, String text) {
        sources.put(path, text);
        return this;
    }

    /** Gives the compiler what is in the jar of a class, and nobody else. */
    AdoptedProject dependency(Class<?> type) {
        return dependency(Compilation.whereIs(type));
    }

    AdoptedProject dependency(Path entry) {
        classPath.add(entry);
        return this;
    }

    /** Gives the compiler a rule for names, and {@code adopt} the same one. */
    AdoptedProject naming(NamingRule rule) {
        naming = rule;
        return this;
    }

    /** Compiles all sources, from nothing. */
    AdoptedProject compile(CompilerKind compiler) throws IOException {
        Path classes = folder.resolve("classes");
        if (Files.exists(classes)) {
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Compilation compilation = Compilation.in(folder);
        sources.forEach(compilation::source);
        classPath.forEach(compilation::classPath);
        compilation.option("-A" + Option.NAMING.key() + "=" + naming.name().toLowerCase(Locale.ROOT));
        assertThat(compilation.run(compiler, new CompositeIndexProcessor()).errors())
                .isEmpty();
        return this;
    }

    Path migrations() throws IOException {
        return Files.createDirectories(folder.resolve("migrations"));
    }

    Recording recording() throws IOException {
        return value(Recording.read(
                List.of(CompiledModule.of(folder.resolve("classes")).orElseThrow()), List.of(migrations())));
    }

    Adoption adopt() throws IOException, SQLException {
        return adopt(new MappingOptions(naming, List.of()));
    }

    Adoption adopt(MappingOptions mapping) throws IOException, SQLException {
        try (Connection connection = database.getConnection()) {
            return value(Adoption.of(recording(), mapping, connection));
        }
    }

    /** Adopts, and writes the migrations. */
    Plan record() throws IOException, SQLException {
        Plan plan = adopt().plan(Numbering.NEXT, Optional.empty(), Clock.systemUTC());
        return value(recording().write(plan));
    }

    static <T> T value(Checked<T> checked) {
        assertThat(checked.problems()).isEmpty();
        return checked.value().orElseThrow();
    }
}
