package dev.compositeindex.processor.manifest;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexName;
import dev.compositeindex.processor.sql.IndexStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link IndexesFile} writes, and nothing else: what is not understood is not ignored. */
final class IndexesFileParser {
    private static final List<String> REQUIRED =
            List.of(IndexesFile.NAME, IndexesFile.TABLE, IndexesFile.CLASS, IndexesFile.DEFINITION);
    /** Written only where there is something to say. */
    private static final List<String> OPTIONAL = List.of(IndexesFile.COMMENT, IndexesFile.RENAMED_FROM);

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    IndexesFileParser(String file) {
        this.file = file;
    }

    Checked<List<DeclaredIndex>> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).split("\t", -1)[0].equals(IndexesFile.HEADER)) {
            String first = lines.isEmpty() ? "" : lines.get(0);
            problem(
                    1,
                    "the first line is %s and not %s: another version wrote the file, or something else did."
                            .formatted(Printable.quoted(first), Printable.quoted(IndexesFile.HEADER)));
            return Checked.failed(problems);
        }
        List<DeclaredIndex> indexes = new ArrayList<>();
        Map<IndexName, Integer> lineOf = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            int line = i + 1;
            index(line, lines.get(i)).ifPresent(index -> {
                Integer before = lineOf.putIfAbsent(index.name(), line);
                if (before != null) {
                    problem(
                            line,
                            "line %d has the name %s, too."
                                    .formatted(before, Printable.of(index.name().sql())));
                }
                indexes.add(index);
            });
        }
        return Checked.of(List.copyOf(indexes), problems);
    }

    private Optional<DeclaredIndex> index(int line, String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("\t", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> value = equals < 0 ? Optional.empty() : unescape(pair.substring(equals + 1));
            String key = equals < 0 ? pair : pair.substring(0, equals);
            boolean understood = REQUIRED.contains(key)
                    || OPTIONAL.contains(key) && !value.orElse("").isEmpty()
                    || key.equals(IndexesFile.JPA) && value.equals(Optional.of(IndexesFile.TRUE));
            if (!understood || value.isEmpty() || pairs.put(key, value.get()) != null) {
                problem(line, "%s is not understood.".formatted(Printable.quoted(pair)));
                return Optional.empty();
            }
        }
        for (String key : REQUIRED) {
            if (!pairs.containsKey(key)) {
                problem(line, "there is no %s.".formatted(Printable.quoted(key + "=")));
                return Optional.empty();
            }
        }
        String definition = pairs.getOrDefault(IndexesFile.DEFINITION, "");
        Optional<IndexStatement> statement = IndexStatement.parse(definition)
                .filter(index -> Identifiers.quote(index.name()).equals(pairs.get(IndexesFile.NAME)))
                .filter(index -> Identifiers.quote(index.table()).equals(pairs.get(IndexesFile.TABLE)));
        if (statement.isEmpty()) {
            problem(
                    line,
                    "%s is no definition of %s on %s."
                            .formatted(
                                    Printable.quoted(definition),
                                    Printable.of(pairs.getOrDefault(IndexesFile.NAME, "")),
                                    Printable.of(pairs.getOrDefault(IndexesFile.TABLE, ""))));
        }
        String formerSql = pairs.getOrDefault(IndexesFile.RENAMED_FROM, "");
        Optional<String> former = formerSql.isEmpty() ? Optional.of("") : unquote(formerSql);
        if (former.isEmpty()) {
            problem(line, "%s is no former name of an index.".formatted(Printable.quoted(formerSql)));
        }
        return statement.flatMap(index -> former.map(name -> new DeclaredIndex(
                index,
                pairs.getOrDefault(IndexesFile.COMMENT, ""),
                pairs.getOrDefault(IndexesFile.CLASS, ""),
                name,
                pairs.containsKey(IndexesFile.JPA))));
    }

    private static Optional<String> unquote(String sql) {
        return IndexName.parse(sql)
                .filter(name -> name.schema().isEmpty() && name.sql().equals(sql))
                .map(IndexName::name);
    }

    private static Optional<String> unescape(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                int which = ++i < value.length() ? "\\tnr".indexOf(value.charAt(i)) : -1;
                if (which < 0) {
                    return Optional.empty();
                }
                c = "\\\t\n\r".charAt(which);
            }
            text.append(c);
        }
        return Optional.of(text.toString());
    }

    private void problem(int line, String text) {
        problems.add(new Problem(
                Code.BROKEN_INDEXES_FILE,
                new Site.OfFile(file, line),
                text + " Let the compiler write the file anew (mvn clean compile)."));
    }
}
