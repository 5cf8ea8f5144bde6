package dev.compositeindex.processor.codegen;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.compositeindex.processor.analysis.IndexIdentity;
import dev.compositeindex.processor.mapping.Words;
import dev.compositeindex.processor.model.IndexSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names for an entity's constants: the given name, or the columns, in upper snake case; a hash breaks ties. */
final class ConstantNames {
    /** The constant that lists the others. */
    static final String ALL = "ALL";

    private ConstantNames() {}

    /** One name per index, in the same order, none twice. */
    static List<String> of(List<IndexSpec> indexes) {
        Map<String, Long> uses = Stream.concat(indexes.stream().map(ConstantNames::plain), Stream.of(ALL))
                .collect(groupingBy(name -> name, counting()));
        return indexes.stream()
                .map(index -> uses.getOrDefault(plain(index), 0L) == 1
                        ? plain(index)
                        : plain(index) + "_" + IndexIdentity.hash8(index).toUpperCase(Locale.ROOT))
                .toList();
    }

    private static String plain(IndexSpec index) {
        String given = index.site().name();
        return given.isEmpty()
                ? constant(Stream.concat(index.keyColumns().stream(), Stream.of("idx"))
                        .collect(Collectors.joining("_")))
                : constant(given);
    }

    /** A Java constant for a name of the database: upper snake case, all else made {@code _}. */
    static String constant(String name) {
        StringBuilder constant = new StringBuilder();
        Words.snakeCase(name, true).toUpperCase(Locale.ROOT).codePoints().forEach(c -> {
            if (constant.isEmpty() && !Character.isJavaIdentifierStart(c)) {
                constant.append('_');
            }
            constant.appendCodePoint(Character.isJavaIdentifierPart(c) && c != '$' ? c : '_');
        });
        // A lone underscore is a keyword.
        return constant.toString().equals("_") ? "__" : constant.toString();
    }
}
