package dev.compositeindex.processor;

import dev.compositeindex.processor.apt.ClassOutput;
import dev.compositeindex.processor.apt.FilerOutputs;
import dev.compositeindex.processor.apt.MessagerPrinter;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.manifest.IndexesFile;
import dev.compositeindex.processor.manifest.ResourceFile;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.Ledger;
import dev.compositeindex.processor.migration.RecordedFile;
import dev.compositeindex.processor.migration.UnrecordedChanges;
import dev.compositeindex.processor.options.Option;
import dev.compositeindex.processor.options.ProcessorOptions;
import dev.compositeindex.processor.pipeline.ModuleResources;
import dev.compositeindex.processor.pipeline.ModuleResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/** The last round: {@link ModuleResources} are written, and what an earlier compile left in their place is removed. */
final class ModuleWriter {
    private final FilerOutputs outputs;
    private final MessagerPrinter printer;
    private final ProcessorOptions options;
    private final Set<String> contributors;
    private final Predicate<DeclaredIndex> isDeclaredElsewhere;

    /**
     * A writer for one run.
     *
     * @param isDeclaredElsewhere whether a class of another module declares a recorded index
     */
    ModuleWriter(
            FilerOutputs outputs,
            MessagerPrinter printer,
            ProcessorOptions options,
            Set<String> contributors,
            Predicate<DeclaredIndex> isDeclaredElsewhere) {
        this.outputs = outputs;
        this.printer = printer;
        this.options = options;
        this.contributors = contributors;
        this.isDeclaredElsewhere = isDeclaredElsewhere;
    }

    /**
     * Writes the module's resources.
     *
     * @param previousRegistry the registry's name at an earlier compile
     * @param compiledTypes the qualified names of the classes of this compile, Java migrations among them
     * @param leftOut by class, how many of JPA's indexes were not taken over
     */
    void write(
            ModuleResult module,
            Optional<String> previousRegistry,
            Collection<String> compiledTypes,
            SortedMap<String, Integer> leftOut) {
        write(ModuleResources.descriptions(module, new IndexesFile.Head(options.naming(), leftOut)));
        if (printer.hasErrors()) {
            return;
        }
        previousRegistry
                .filter(name -> !name.equals(module.registry().className()))
                .ifPresent(outputs.classOutput()::removeRegistry);
        String registry = module.registry().className();
        options.location()
                .ifPresentOrElse(
                        location -> writePending(module, location, compiledTypes),
                        () -> outputs.classOutput().removePending(registry));
    }

    private void writePending(ModuleResult module, String location, Collection<String> compiledTypes) {
        ClassOutput classOutput = outputs.classOutput();
        List<RecordedFile> files = new ArrayList<>(classOutput.recorded(options.migrations(), location));
        files.addAll(RecordedFile.compiled(compiledTypes, location));
        Checked<Ledger> recorded = Ledger.replay(files);
        printer.print(recorded.problems());
        recorded.value().ifPresent(ledger -> {
            if (ledger.isEmpty()) {
                printer.print(List.of(noRecordedMigrations()));
            }
            printer.print(UnrecordedChanges.of(ledger, module.indexes(), isDeclaredElsewhere));
            ModuleResources.pending(module, ledger)
                    .ifPresentOrElse(
                            pending -> write(List.of(pending)),
                            () -> classOutput.removePending(module.registry().className()));
        });
    }

    private Problem noRecordedMigrations() {
        return new Problem(
                Code.NO_RECORDED_MIGRATIONS,
                new Site.OfModule(),
                "no migrations were found in %s, so no index counts as recorded. If there are some elsewhere, name their directory with -A%s."
                        .formatted(
                                options.migrations().isEmpty() ? "the class output" : options.migrations(),
                                Option.MIGRATIONS.key()));
    }

    private void write(List<ResourceFile> resources) {
        printer.print(outputs.write(resources, contributors));
    }
}
