package dev.compositeindex.processor.builtin;

import java.util.List;

/**
 * A cast.
 *
 * @param source the type it is from, by name
 * @param target the type it is to, by name
 * @param implicit whether it is done without being asked for
 * @param assigning whether it is done where a value is stored
 * @param relabels whether nothing is done to the value
 * @param throughText whether the value is printed and read again
 * @param immutable whether it always gives the same for the same
 */
public record PgCast(
        String source,
        String target,
        boolean implicit,
        boolean assigning,
        boolean relabels,
        boolean throughText,
        boolean immutable) {

    static PgCast parse(String line) {
        List<String> words = List.of(line.split(" "));
        String context = words.get(2);
        return new PgCast(
                words.get(0),
                words.get(1),
                context.equals("i"),
                !context.equals("e"),
                words.get(3).equals("b"),
                words.get(3).equals("i"),
                words.get(4).equals("i"));
    }
}
