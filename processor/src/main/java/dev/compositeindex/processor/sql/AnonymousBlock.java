package dev.compositeindex.processor.sql;

/** A {@code DO} block. */
final class AnonymousBlock {

    private AnonymousBlock() {}

    /**
     * The block with that body and a terminator, in a dollar quote that does not occur in the body: a name may contain anything.
     */
    static String of(String body) {
        String quote = "$$";
        for (int i = 0; body.contains(quote); i++) {
            quote = "$check" + i + "$";
        }
        return "DO " + quote + body.stripTrailing() + " " + quote + ";\n";
    }
}
