package dev.compositeindex.cli.command;

import dev.compositeindex.cli.recording.CompiledModule;
import dev.compositeindex.processor.diagnostic.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the declared indexes are. */
final class IndexesOption {
    @Option(
            names = "--indexes",
            required = true,
            paramLabel = "<file>",
            converter = Converter.class,
            description =
                    "What is declared: META-INF/compositeindex/<registry>.indexes in the class output, or the class output, or a jar. Given several times, the first is the module that the migrations are of.")
    private List<CompiledModule> modules = List.of();

    List<CompiledModule> modules() {
        return modules;
    }

    /** A path to the module that it names. */
    static final class Converter implements ITypeConverter<CompiledModule> {

        @Override
        public CompiledModule convert(String value) {
            return path(value)
                    .flatMap(CompiledModule::of)
                    .orElseThrow(() -> new TypeConversionException(
                            "must be META-INF/compositeindex/<registry>.indexes in a class output, a class output, or a jar, but is %s."
                                    .formatted(Printable.quoted(value))));
        }

        private static Optional<Path> path(String value) {
            try {
                return Optional.of(Path.of(value));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
    }
}
