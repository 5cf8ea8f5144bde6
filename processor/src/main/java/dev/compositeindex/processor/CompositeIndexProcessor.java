package dev.compositeindex.processor;

import com.google.auto.service.AutoService;
import dev.compositeindex.processor.apt.CompilerFaults;
import dev.compositeindex.processor.apt.EntityReader;
import dev.compositeindex.processor.apt.FilerOutputs;
import dev.compositeindex.processor.apt.MessagerPrinter;
import dev.compositeindex.processor.apt.PreviousModule;
import dev.compositeindex.processor.apt.TablesWithoutClass;
import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.manifest.ConvertersFile;
import dev.compositeindex.processor.manifest.ResourceFile;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.options.Option;
import dev.compositeindex.processor.options.ProcessorOptions;
import dev.compositeindex.processor.pipeline.EntityPipeline;
import dev.compositeindex.processor.pipeline.EntityResult;
import dev.compositeindex.processor.pipeline.ModulePipeline;
import dev.compositeindex.processor.pipeline.ModuleResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * Checks the indexes that classes declare with {@code @CompositeIndex}, and writes what follows from them.
 *
 * <p>The flow, in the order in which the compiler's rounds make it possible:
 *
 * <ol>
 *   <li><b>A class is discovered.</b> {@link EntityReader} turns it into a value; {@link EntityPipeline} resolves and
 *       checks its indexes; its class of constants is written at once, so that user code can import it.
 *   <li><b>The first quiet round.</b> No new class: those of an earlier compile that this run was not handed are
 *       added ({@link PreviousModule}), {@link ModulePipeline} checks what only shows across classes, and
 *       the registry is written.
 *   <li><b>The last round.</b> {@link ModuleWriter} writes the resources: the service entry, the desired state, and a
 *       migration for each index that no recorded migration creates.
 * </ol>
 *
 * <p>Problems are values on the way and are printed here. All problems of a run are reported; after an error nothing
 * more is written. The annotations are never claimed.
 */
@AutoService(Processor.class)
public final class CompositeIndexProcessor extends AbstractProcessor {
    /** One registry lists all classes: a change in any of them concerns it. */
    private static final String GRADLE_KIND = "org.gradle.annotation.processing.aggregating";

    private final Rounds rounds = new Rounds();
    private final List<EntityResult> entities = new ArrayList<>();
    private final Set<String> contributors = new TreeSet<>();
    private final Set<String> compiledTypes = new TreeSet<>();
    private final Set<String> converters = new TreeSet<>();
    private final SortedMap<String, Integer> leftOut = new TreeMap<>();
    private final TablesWithoutClass tablesWithoutClass = new TablesWithoutClass();
    private final PostponedTypes postponed = new PostponedTypes();
    private Optional<ModuleResult> module = Optional.empty();
    private Tools tools;

    /** Each round begins with one of its own. */
    @SuppressWarnings("NullAway.Init")
    private EntityReader reader;

    private ProcessorOptions options = ProcessorOptions.defaults();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return EntityReader.annotations(options.jpaIndexes());
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Stream.concat(Arrays.stream(Option.values()).map(Option::key), Stream.of(GRADLE_KIND))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        Checked<ProcessorOptions> parsed = ProcessorOptions.parse(environment.getOptions(), SourceVersion::isName);
        parsed.value().ifPresent(valid -> options = valid);
        tools = new Tools(environment, options);
        tools.printer.print(parsed.problems());
        tools.printer.print(tools.previous.problems());
        converters.addAll(tools.previous.converters());
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        try {
            discover(annotations, round);
            if (round.processingOver()) {
                finish(round);
            } else if (rounds.becomesComplete()) {
                addUntouched();
                if (!entities.isEmpty()) {
                    completeModule().ifPresent(this::writeRegistry);
                }
            }
        } catch (RuntimeException e) {
            report(UnexpectedExceptions.problem(e));
        }
        return false;
    }

    private void discover(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        List<TypeElement> annotated = annotations.stream()
                .flatMap(annotation -> ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation)).stream())
                .toList();
        tablesWithoutClass.look(annotations, round);
        annotated.stream()
                .filter(EntityReader::isAutoConverter)
                .forEach(type -> converters.add(type.getQualifiedName().toString()));
        reader = new EntityReader(processingEnv, options.naming(), options.jpaIndexes(), converters);
        ElementFilter.typesIn(round.getRootElements())
                .forEach(type -> compiledTypes.add(type.getQualifiedName().toString()));
        Set<String> discovered = annotated.stream()
                .filter(reader::declaresIndexes)
                .map(reader::binaryName)
                .collect(Collectors.toUnmodifiableSet());
        for (String name : rounds.begin(discovered)) {
            reading(name, () -> read(name)).ifPresentOrElse(this::accept, () -> rounds.postpone(name));
        }
    }

    private Optional<EntityDecl> read(String name) {
        EntityReader.Reading reading = reader.read(name);
        postponed.put(name, reading);
        return reading.entity();
    }

    private Optional<EntityDecl> reading(String name, Supplier<Optional<EntityDecl>> read) {
        try {
            return read.get();
        } catch (RuntimeException e) {
            if (!CompilerFaults.include(e)) {
                throw e;
            }
            report(UnexpectedExceptions.unreadable(name, e));
            return Optional.empty();
        }
    }

    private void accept(EntityDecl entity) {
        EntityResult result = EntityPipeline.run(entity, options);
        countLeftOut(result);
        if (result.isEmpty()) {
            tools.printer.print(result.problems());
            return;
        }
        add(result);
        if (rounds.isComplete()) {
            report(new Problem(
                    Code.LATE_TYPE,
                    result.site(),
                    "the class was generated after the registry was written, so its indexes would be lost. Compile the generated "
                            + "class in a module of its own."));
        }
        writeConstants(result);
    }

    private void add(EntityResult result) {
        entities.add(result.withoutSource());
        contributors.addAll(result.entity().contributors());
        tools.printer.print(result.problems());
    }

    /** Class files do not tell which of JPA's indexes were taken over. */
    private void countLeftOut(EntityResult result) {
        if (options.jpaIndexes() && result.leftOut() > 0) {
            leftOut.put(result.entity().type().binary(), result.leftOut());
        }
    }

    private void writeConstants(EntityResult result) {
        if (!tools.printer.hasErrors()) {
            result.source()
                    .flatMap(source ->
                            tools.outputs.write(source, result.entity().contributors(), result.site()))
                    .ifPresent(this::report);
        }
    }

    /**
     * A partial build: the classes of an earlier compile that this one was not handed are read from their class files. One
     * whose index is now declared by a class of this run was renamed, and its class file is a left-over.
     */
    private void addUntouched() {
        Set<String> handed = entities.stream()
                .map(result -> result.entity().type().binary())
                .collect(Collectors.toUnmodifiableSet());
        List<EntityResult> current = List.copyOf(entities);
        for (String name : tools.previous.classes()) {
            if (handed.contains(name)) {
                continue;
            }
            reading(name, () -> readUntouched(name))
                    .map(entity -> EntityPipeline.run(entity, options))
                    .filter(result -> !result.sharesANameWith(current))
                    .ifPresent(result -> {
                        countLeftOut(result);
                        if (result.isEmpty()) {
                            return;
                        }
                        tools.printer.keepQuietAbout(name);
                        add(result);
                        if (!reader.exists(result.constants())) {
                            writeConstants(result);
                        }
                    });
        }
    }

    /** Its class file is all that there is of it: what cannot be read there is said, or its indexes would be gone. */
    private Optional<EntityDecl> readUntouched(String name) {
        EntityReader.Reading reading = reader.read(name);
        if (reading.entity().isEmpty() && tools.previous.classOutput().hasClass(name)) {
            report(UnexpectedExceptions.damaged(name, reading.missing()));
        }
        return reading.entity();
    }

    /** Checks the module as a whole; it is returned if nothing at all is wrong. */
    private Optional<ModuleResult> completeModule() {
        ModuleResult result = ModulePipeline.run(entities, options, tools.previous.registry());
        tools.printer.print(result.problems());
        module = tools.printer.hasErrors() ? Optional.empty() : Optional.of(result);
        return module;
    }

    private void writeRegistry(ModuleResult result) {
        String name = result.registry().className();
        boolean ours = tools.previous.registry().filter(name::equals).isPresent();
        if (!ours && reader.exists(name)) {
            report(new Problem(
                    Code.FILE_EXISTS,
                    new Site.OfModule(),
                    "the registry %s exists already; test sources need one of their own. Name another with -A%s."
                            .formatted(Printable.quoted(name), Option.REGISTRY.key())));
            return;
        }
        tools.outputs
                .write(result.registry(), contributors, new Site.OfModule())
                .ifPresent(this::report);
    }

    private void finish(RoundEnvironment round) {
        if (!rounds.isComplete() && !entities.isEmpty()) {
            // An error came before the quiet round: the rest of the problems still belongs into this run.
            completeModule();
        }
        tablesWithoutClass.note().ifPresent(this::report);
        boolean hasFailed = tools.printer.hasErrors() || round.errorRaised();
        tools.printer.print(postponed.mistakes(rounds.waiting(), options));
        if (hasFailed) {
            return;
        }
        tools.printer.print(postponed.missing(rounds.waiting(), compiledTypes));
        if (!tools.printer.hasErrors() && rounds.waiting().isEmpty()) {
            writeConverters();
            module.ifPresent(result -> new ModuleWriter(
                            tools.outputs, tools.printer, options, contributors, this::isDeclaredElsewhere)
                    .write(result, tools.previous.registry(), compiledTypes, leftOut));
        }
    }

    private void writeConverters() {
        SortedSet<String> current = reader.autoConverters(converters);
        if (!current.isEmpty()) {
            ResourceFile file = new ResourceFile(ConvertersFile.PATH, ConvertersFile.render(current));
            tools.printer.print(tools.outputs.write(List.of(file), current));
        } else if (!converters.isEmpty()) {
            tools.previous.classOutput().removeConverters();
        }
    }

    /** An application may record for modules that it depends on: then their classes are on its class path. */
    private boolean isDeclaredElsewhere(DeclaredIndex recorded) {
        String type = recorded.declaredBy();
        return entities.stream()
                        .noneMatch(result -> result.entity().type().binary().equals(type))
                && reading(type, () -> reader.read(type).entity())
                        .map(entity -> EntityPipeline.run(entity, options))
                        .filter(result -> result.indexes().stream()
                                .anyMatch(
                                        index -> DeclaredIndex.of(index).name().equals(recorded.name())))
                        .isPresent();
    }

    private void report(Problem problem) {
        tools.printer.print(List.of(problem));
    }

    /** The compiler's services to one run. */
    private static final class Tools {
        private final FilerOutputs outputs;
        private final MessagerPrinter printer;
        private final PreviousModule previous;

        private Tools(ProcessingEnvironment environment, ProcessorOptions options) {
            printer = new MessagerPrinter(environment, options.warnings());
            previous = PreviousModule.read(environment);
            outputs = new FilerOutputs(environment, previous.classOutput());
        }
    }
}
