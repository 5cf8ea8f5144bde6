package dev.compositeindex.verify;

import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.text.Visible;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The verdict on one declared index.
 *
 * @param index the declaration
 * @param verdict what was found
 * @param differences how what was found differs from the declaration; for {@link Verdict#DRIFTED} at least one, for
 *     {@link Verdict#BUILDING} and {@link Verdict#LEFTOVER}, and {@link Verdict#UNKNOWN} if it is not valid, possibly some
 * @param reason what else a reader needs to know to understand the verdict, in a few words; empty when it speaks for
 *     itself
 * @param repair what to do about it: a sentence that ends with the statements to run, where there are any; empty for
 *     {@link Verdict#VALID}
 */
public record IndexVerdict(
        IndexDefinition index, Verdict verdict, List<Difference> differences, String reason, String repair) {

    public IndexVerdict {
        differences = List.copyOf(differences);
        reason = Visible.of(reason);
        repair = Visible.of(repair);
    }

    /**
     * The verdict as one line that names index, table and declaring class, and says what is wrong: {@code
     * course_pub_diff_idx on learning_course (dev.acme.Course): drifted: key 2 declared as level DESC, found level ASC}.
     */
    public String describe() {
        StringBuilder line = new StringBuilder()
                .append(index.name())
                .append(" on ")
                .append(index.qualifiedTable())
                .append(" (")
                .append(index.declaredBy())
                .append("): ")
                .append(verdict.name().toLowerCase(Locale.ROOT));
        if (!reason.isEmpty()) {
            line.append(": ").append(reason);
        }
        if (!differences.isEmpty()) {
            line.append(differences.stream().map(Difference::toString).collect(Collectors.joining("; ", ": ", "")));
        }
        return Visible.of(line.toString());
    }
}
