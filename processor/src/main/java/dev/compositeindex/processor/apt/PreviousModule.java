package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.manifest.ConvertersFile;
import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.manifest.ServiceFile;
import dev.compositeindex.processor.migration.DeclaredIndex;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * The manifest that an earlier compile left in the class output. It keeps partial builds complete. A compiler that is
 * handed one changed file still has to write the registry of all.
 *
 * @param registry the registry's name, if there is one
 * @param classOutput where it is
 * @param classes the binary names of the classes that declared indexes, those of JPA's that were left out among them
 * @param converters the canonical names of JPA's converters that apply by themselves
 * @param problems why it is not known which classes declared indexes, though something says so
 */
public record PreviousModule(
        Optional<String> registry,
        ClassOutput classOutput,
        List<String> classes,
        List<String> converters,
        List<Problem> problems) {

    /** Reads it; nothing, if there is nothing that can be read. */
    public static PreviousModule read(ProcessingEnvironment environment) {
        Filer filer = environment.getFiler();
        Optional<FileObject> service = file(filer, ServiceFile.PATH);
        Optional<FileObject> converters = file(filer, ConvertersFile.PATH);
        Optional<String> registry = service.flatMap(PreviousModule::text).flatMap(ServiceFile::parse);
        Checked<List<String>> classes =
                registry.map(name -> classes(filer, IndexesFile.path(name))).orElse(Checked.of(List.of()));
        return new PreviousModule(
                registry,
                service.map(file -> ClassOutput.of(file.toUri(), ServiceFile.PATH))
                        .or(() -> converters.map(file -> ClassOutput.of(file.toUri(), ConvertersFile.PATH)))
                        .orElse(ClassOutput.UNKNOWN),
                classes.value().orElse(List.of()),
                converters
                        .flatMap(PreviousModule::text)
                        .map(ConvertersFile::parse)
                        .orElse(List.of()),
                classes.problems());
    }

    /** The classes that a file names; the registry would lose those that this compile is not handed. */
    private static Checked<List<String>> classes(Filer filer, String path) {
        Optional<String> text = file(filer, path).flatMap(PreviousModule::text);
        if (text.isEmpty()) {
            return Checked.of(List.of());
        }
        Checked<List<DeclaredIndex>> indexes = IndexesFile.parse(path, text.get());
        return indexes.value()
                .map(list -> Checked.of(Stream.concat(
                                list.stream().map(DeclaredIndex::declaredBy),
                                IndexesFile.Head.of(text.get()).leftOut().keySet().stream())
                        .distinct()
                        .toList()))
                .orElseGet(() -> Checked.failed(indexes.problems()));
    }

    private static Optional<FileObject> file(Filer filer, String path) {
        try {
            return Optional.of(filer.getResource(StandardLocation.CLASS_OUTPUT, "", path));
        } catch (IOException | IllegalArgumentException e) {
            // ECJ says so here if the file does not exist, javac when it is opened.
            return Optional.empty();
        }
    }

    private static Optional<String> text(FileObject file) {
        try (InputStream in = file.openInputStream()) {
            return Optional.of(FileText.read(file.getName(), in));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
