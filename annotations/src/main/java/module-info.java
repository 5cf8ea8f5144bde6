/**
 * What a domain class says about its indexes, and the declared indexes as values. A module with annotated classes requires
 * it, and provides {@link dev.compositeindex.registry.IndexRegistry} with its generated registry.
 */
module dev.compositeindex {
    // Of the annotations for null checkers nothing is needed to compile against this module, or to run it.
    requires static org.jspecify;

    exports dev.compositeindex;
    exports dev.compositeindex.registry;

    uses dev.compositeindex.registry.IndexRegistry;
}
