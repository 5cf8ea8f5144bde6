package dev.compositeindex.processor.migration;

import java.util.List;

/**
 * The header of a section of ours, be it a damaged one.
 *
 * @param line the number of its first line, from 1
 * @param lines its lines
 */
public record RecordedHeader(int line, List<String> lines) implements RecordedPart {

    public RecordedHeader {
        lines = List.copyOf(lines);
    }
}
