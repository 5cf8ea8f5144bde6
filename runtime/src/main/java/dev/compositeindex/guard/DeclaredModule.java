package dev.compositeindex.guard;

import dev.compositeindex.registry.IndexRegistry;
import dev.compositeindex.text.FileText;
import dev.compositeindex.text.Log;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;

/**
 * What a module declares, as the processor has described it beside the module's registry.
 *
 * @param registry the registry, by the name of its class
 * @param indexes all that it declares
 * @param pending those of them that no migration recorded when the module was compiled
 */
record DeclaredModule(String registry, List<DeclaredIndex> indexes, List<DeclaredIndex> pending) {

    private static final Log LOG = Log.of(MigrationGuard.class);

    private static final String SERVICES = "META-INF/services/" + IndexRegistry.class.getName();
    private static final String FOLDER = "META-INF/compositeindex/";
    private static final String DEFINITION = "definition=";
    private static final String COMMENT = "comment=";
    private static final String DECLARED_BY = "class=";
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    DeclaredModule {
        indexes = List.copyOf(indexes);
        pending = List.copyOf(pending);
    }

    /**
     * An index.
     *
     * @param definition what it is
     * @param comment its comment; empty for none
     * @param declaredBy the class that declares it
     */
    record DeclaredIndex(Definition definition, String comment, String declaredBy) {

        /** Whether an index of this schema and name, raw, may be it. */
        boolean mayBe(String schema, String name) {
            return definition.address().name().equals(name)
                    && (definition.address().schema().isEmpty()
                            || definition.address().schema().equals(schema));
        }
    }

    /** All modules that a class loader sees and that are described, in the order of their names. */
    static List<DeclaredModule> of(ClassLoader classLoader) throws IOException {
        TreeSet<String> registries = new TreeSet<>();
        for (URL services : Collections.list(classLoader.getResources(SERVICES))) {
            lines(services).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(registries::add);
        }
        LostRegistries.tell(FOLDER, registries, classLoader);
        List<DeclaredModule> modules = new ArrayList<>();
        for (String registry : registries) {
            URL indexes = classLoader.getResource(FOLDER + registry + ".indexes");
            if (indexes != null) {
                URL pending = classLoader.getResource(FOLDER + registry + ".pending");
                of(registry, indexes, pending == null ? List.of() : read(pending))
                        .ifPresent(modules::add);
            }
        }
        return modules;
    }

    /** A module in which nothing is pending need not be known: what it would have dropped stays. */
    private static Optional<DeclaredModule> of(String registry, URL indexes, List<DeclaredIndex> pending)
            throws IOException {
        try {
            return Optional.of(new DeclaredModule(registry, read(indexes), pending));
        } catch (IOException | FlywayException e) {
            if (!pending.isEmpty()) {
                throw e;
            }
            LOG.warn(
                    "{}: what it declares cannot be read, so nothing that was built without a migration is dropped. {}",
                    registry,
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** One index a line, after the line that names the format. */
    private static List<DeclaredIndex> read(URL file) throws IOException {
        List<DeclaredIndex> indexes = new ArrayList<>();
        for (String line : lines(file).stream().skip(1).toList()) {
            List<String> pairs = List.of(line.split("\t"));
            Definition definition = value(DEFINITION, pairs)
                    .flatMap(Definition::parse)
                    .orElseThrow(() -> Refusal.of(
                            file + " has a line that cannot be read. Compile the module anew (mvn clean compile)."));
            indexes.add(new DeclaredIndex(
                    definition,
                    value(COMMENT, pairs).orElse(""),
                    value(DECLARED_BY, pairs).orElse("")));
        }
        return indexes;
    }

    private static Optional<String> value(String key, List<String> pairs) {
        return pairs.stream()
                .filter(pair -> pair.startsWith(key))
                .findFirst()
                .map(pair -> ESCAPE.matcher(pair.substring(key.length()))
                        .replaceAll(escape -> Matcher.quoteReplacement(character(escape.group(1)))));
    }

    private static String character(String escaped) {
        return switch (escaped) {
            case "t" -> "\t";
            case "n" -> "\n";
            case "r" -> "\r";
            default -> escaped;
        };
    }

    private static List<String> lines(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        // What is cached stays open, and is not seen to change.
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return FileText.read(file.toString(), in).lines().toList();
        }
    }
}
