package dev.compositeindex.cli.adoption;

/** What there is to say of an index that no class declares. */
sealed interface Proposal {

    ExistingIndex index();

    /**
     * It can be declared.
     *
     * @param annotation the annotation, as Java source
     */
    record Declarable(ExistingIndex index, String annotation) implements Proposal {}

    /**
     * It cannot.
     *
     * @param reason why
     */
    record Undeclarable(ExistingIndex index, String reason) implements Proposal {}
}
