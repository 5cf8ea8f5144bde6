package dev.compositeindex.cli.recording;

import dev.compositeindex.processor.apt.FileText;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.manifest.ServiceFile;
import dev.compositeindex.registry.IndexRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What some modules declare, as their registries say, and the migrations that they bring along.
 *
 * @param registry the declared indexes
 * @param scripts the text of a migration, by the name that Flyway's history has for it; only while it is used
 */
public record DeclaredIndexes(IndexRegistry registry, Function<String, Optional<String>> scripts) {

    /** Does something with what modules declare; their class files are let go of afterwards. */
    public static <T> Checked<T> use(List<CompiledModule> modules, Function<DeclaredIndexes, Checked<T>> action) {
        try (URLClassLoader classes = new URLClassLoader(urls(modules), IndexRegistry.class.getClassLoader())) {
            Optional<Problem> lost = lost(modules, classes);
            Checked<IndexRegistry> registry = lost.isPresent() ? Checked.failed(lost.get()) : load(classes);
            return registry.value().isEmpty()
                    ? Checked.failed(registry.problems())
                    : action.apply(new DeclaredIndexes(registry.value().get(), script -> script(classes, script)));
        } catch (IOException e) {
            return failed(
                    "what is declared could not be read: %s. Check the class outputs.".formatted(Printable.reason(e)));
        }
    }

    /** A registry that is described, and that no service file names: many jars were put into one without merging those. */
    private static Optional<Problem> lost(List<CompiledModule> modules, ClassLoader classes) throws IOException {
        Set<String> known = new HashSet<>();
        for (URL services : Collections.list(classes.getResources(ServiceFile.PATH))) {
            URLConnection connection = services.openConnection();
            // What is cached stays open, and Maven may live on.
            connection.setUseCaches(false);
            try (InputStream text = connection.getInputStream()) {
                FileText.read(services.toString(), text)
                        .lines()
                        .map(String::strip)
                        .forEach(known::add);
            }
        }
        for (CompiledModule module : modules) {
            for (String registry : module.read(ClassRoot::registries)) {
                if (!known.contains(registry)) {
                    return Optional.of(new Problem(
                            Code.STALE_INDEXES_FILE,
                            new Site.OfModule(),
                            "%s describes the registry %s, which no %s there names, so that its indexes would be left out. Compile anew; whatever puts jars into one has to merge service files."
                                    .formatted(module.place(), Printable.of(registry), ServiceFile.PATH)));
                }
            }
        }
        return Optional.empty();
    }

    private static Checked<IndexRegistry> load(ClassLoader classes) {
        try {
            return Checked.of(IndexRegistry.load(classes));
        } catch (IllegalStateException e) {
            return failed(Printable.whole(String.valueOf(e.getMessage())));
        } catch (LinkageError e) {
            return failed(
                    ("the registry cannot be loaded: %s. This is Java %s, and CompositeIndex as --version says. Run it with the"
                                    + " Java, and in the version, that the classes were compiled with.")
                            .formatted(
                                    Printable.whole(String.valueOf(e.getMessage())),
                                    Runtime.version().feature()));
        }
    }

    private static Optional<String> script(ClassLoader classes, String name) {
        try (InputStream text = classes.getResourceAsStream(CompiledModule.LOCATION + "/" + name)) {
            return text == null ? Optional.empty() : Optional.of(FileText.read(name, text));
        } catch (IOException e) {
            return Optional.empty(); // it tells no more than if it was not there
        }
    }

    private static URL[] urls(List<CompiledModule> modules) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (CompiledModule module : modules) {
            urls.add(module.place().toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static <T> Checked<T> failed(String text) {
        return Checked.failed(new Problem(Code.FILE_ACCESS, new Site.OfModule(), text));
    }
}
