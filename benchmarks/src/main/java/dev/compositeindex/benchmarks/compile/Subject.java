package dev.compositeindex.benchmarks.compile;

import dev.compositeindex.processor.CompositeIndexProcessor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.annotation.processing.Processor;
import org.hibernate.processor.HibernateProcessor;
import org.mapstruct.ap.MappingProcessor;

/** What is measured: a processor, and what it is told. */
enum Subject {
    NONE("-proc:none", Module.ENTITIES, null),
    IDLE("a processor that does nothing", Module.ENTITIES, IdleProcessor::new),
    FLOOR("the floor", Module.ENTITIES, FloorProcessor::new),
    OURS("ours, location=none", Module.ENTITIES, CompositeIndexProcessor::new, "-Acompositeindex.location=none"),
    RECORDED("ours, all recorded", Module.ENTITIES, CompositeIndexProcessor::new),
    PENDING("ours, all pending", Module.ENTITIES, CompositeIndexProcessor::new),
    HIBERNATE("hibernate-processor", Module.ENTITIES, HibernateProcessor::new),
    UNMAPPED("-proc:none, with mappers", Module.MAPPERS, null),
    MAPSTRUCT("mapstruct-processor", Module.MAPPERS, MappingProcessor::new);

    /** The sources. */
    enum Module {
        ENTITIES,
        MAPPERS
    }

    private final String title;
    private final Module module;
    private final Optional<Supplier<Processor>> processor;
    private final List<String> options;

    Subject(
            String title,
            Module module,
            @org.jspecify.annotations.Nullable Supplier<Processor> processor,
            String... options) {
        this.title = title;
        this.module = module;
        this.processor = Optional.ofNullable(processor);
        this.options = List.of(options);
    }

    String title() {
        return title;
    }

    Module module() {
        return module;
    }

    /** What it is paired with: the same sources, compiled without a processor. */
    Subject baseline() {
        return module == Module.ENTITIES ? NONE : UNMAPPED;
    }

    /** A processor for one compilation. */
    Optional<Processor> processor() {
        return processor.map(Supplier::get);
    }

    List<String> options() {
        return options;
    }
}
