package dev.compositeindex.processor.sql;

import java.util.List;

/**
 * A stretch of tokens, by their positions.
 *
 * @param start the position of the first
 * @param end the position after the last
 */
public record TokenSpan(int start, int end) {

    /** The tokens, of all those that the positions are about. */
    public List<SqlToken> of(List<SqlToken> all) {
        return all.subList(start, end);
    }
}
