package dev.compositeindex.cli.recording;

import dev.compositeindex.processor.mapping.JpaIndexes;
import dev.compositeindex.processor.model.TypeDecl.MappedIndex;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An index of JPA's annotation in a class file, where no more is known than the annotation says. */
final class UncountedIndex {
    private static final Pattern DERIVED = Pattern.compile(".*_[0-9a-f]{8}_idx", Pattern.DOTALL);
    private static final Pattern NOT_COMPARED = Pattern.compile("[_`\"\\[\\]]|\\s+asc$");

    private UncountedIndex() {}

    /**
     * Whether it would be the recorded index if it counted. One without a name is told by the columns that its derived name
     * is made of; what a naming rule may make of their names is left out of account.
     */
    static boolean is(MappedIndex index, IndexStatement recorded) {
        if (!index.name().isEmpty()) {
            return JpaIndexes.name(index).equals(recorded.name());
        }
        return DERIVED.matcher(recorded.name()).matches()
                && recorded.hasOnlyKeys()
                && recorded.unique() == index.isUnique()
                && keys(recorded.keys().stream())
                        .equals(keys(Arrays.stream(index.columns().split(",", -1))));
    }

    private static List<String> keys(Stream<String> texts) {
        return texts.map(text -> text.strip().toLowerCase(Locale.ROOT))
                .map(text -> NOT_COMPARED.matcher(text).replaceAll("").replaceAll("\\s+", " "))
                .toList();
    }
}
