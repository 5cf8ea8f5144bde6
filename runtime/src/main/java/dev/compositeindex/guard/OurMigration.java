package dev.compositeindex.guard;

import dev.compositeindex.catalog.SqlText;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A migration of ours, as far as its headers tell what it does to a running database. They are what tells it from the team's
 * own.
 *
 * @param script the name that Flyway knows it by, {@code "V2__create_a.sql"}
 * @param sections what it does, in order; at least one thing
 */
record OurMigration(String script, List<Section> sections) {

    private static final String DEFINITION = "-- definition: ";
    private static final String DECLARED_BY = "-- declared by: ";
    /** How a line of a configuration starts that withdraws an index. */
    static final String WITHDRAWN = "# compositeindex: withdraw ";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final String REINDEX = "(?i)\\bREINDEX\\b[^;]*?\\sINDEX\\s+CONCURRENTLY\\s+";

    private static final Pattern RENAMING =
            Pattern.compile("((?:\"(?:[^\"]|\"\")+\"|[^\\s\"])+) to .+", Pattern.DOTALL);

    /** In characters. What is longer is data, and none of ours. */
    private static final int LONGEST_SCRIPT = 16 << 20;

    OurMigration {
        sections = List.copyOf(sections);
    }

    /** What sections of ours do. */
    enum Verb {
        /** Builds an index. */
        CREATE,
        /** Drops one. */
        DROP,
        /** Moves one: it is built anew elsewhere. */
        MOVE,
        /** Gives it another name: at once. */
        RENAME,
        /** Changes it, or records what was renamed: at once. */
        CHANGE
    }

    /**
     * One thing that it does.
     *
     * @param verb what
     * @param name the index that it is about, as it is written in the header; of what is renamed, both names
     * @param definition the index as it is afterwards; empty where the header has none, or none that can be read
     * @param withdrawn whether the index is not to be built any more: a later migration drops it, and rows may be in its way
     * @param alone whether it has one statement only, so that nothing else stands before the next section
     * @param declaredBy the class that declares it; empty if that is not known
     */
    record Section(
            Verb verb,
            String name,
            Optional<Definition> definition,
            boolean withdrawn,
            boolean alone,
            String declaredBy) {

        /** Whether it is one that builds an index, whatever the others do. */
        boolean isBuild() {
            return verb == Verb.CREATE && definition.isPresent() && !withdrawn;
        }

        /** The name, as SQL, of what is renamed. */
        Optional<String> formerName() {
            Matcher names = RENAMING.matcher(name);
            return verb == Verb.RENAME && names.matches() ? Optional.of(names.group(1)) : Optional.empty();
        }

        /**
         * What takes the index's name if it is withdrawn: the statement that builds it finds it there, and so does the check.
         * It has no rows, so nothing can be in its way.
         */
        Optional<Definition> standIn() {
            return definition
                    .map(Definition::address)
                    .flatMap(index -> Definition.parse("CREATE INDEX %s ON %s%s ((0)) WHERE false"
                            .formatted(
                                    SqlText.name(index.name()),
                                    index.schema().isEmpty() ? "" : SqlText.name(index.schema()) + ".",
                                    SqlText.name(index.table()))));
        }
    }

    /**
     * Reads the headers of a script; empty if it is not one of ours. Leaves the readers somewhere.
     *
     * @param configuration Flyway's configuration of the script, in whose comments stands what is withdrawn
     */
    static Optional<OurMigration> read(String script, Reader reader, Reader configuration) throws IOException {
        String text = text(reader);
        Set<String> withdrawn = text.contains(ScriptSections.START) ? withdrawn(configuration) : Set.of();
        List<Section> sections =
                ScriptSections.headers(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).stream()
                        .map(header -> section(header, text, withdrawn))
                        .toList();
        return sections.isEmpty() ? Optional.empty() : Optional.of(new OurMigration(script, sections));
    }

    /** Whether it cannot run in a transaction, whatever it changes. */
    boolean needsNoTransaction() {
        return sections.stream().anyMatch(section -> section.verb() == Verb.CREATE || section.verb() == Verb.DROP);
    }

    private static Set<String> withdrawn(Reader configuration) throws IOException {
        return text(configuration)
                .lines()
                .filter(line -> line.startsWith(WITHDRAWN))
                .map(line -> line.substring(WITHDRAWN.length()).strip())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Section section(ScriptSections.Header header, String script, Set<String> withdrawn) {
        String[] words = header.lines()
                .get(0)
                .substring(ScriptSections.START.length())
                .strip()
                .split(" ", 2);
        Optional<Definition> definition = header.lines().stream()
                .filter(line -> line.startsWith(DEFINITION))
                .findFirst()
                .flatMap(line ->
                        Definition.parse(line.substring(DEFINITION.length()).strip()));
        String name = words.length < 2 ? "" : words[1].strip();
        String declaredBy = header.lines().stream()
                .filter(line -> line.startsWith(DECLARED_BY))
                .findFirst()
                .map(line -> line.substring(DECLARED_BY.length()).strip())
                .orElse("");
        return new Section(
                verb(words[0], name, script),
                name,
                definition,
                withdrawn.contains(name),
                header.statements() == 1,
                declaredBy);
    }

    private static String text(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[8192];
        for (int read = reader.read(buffer); read >= 0 && text.length() < LONGEST_SCRIPT; read = reader.read(buffer)) {
            text.append(buffer, 0, read);
        }
        return text.toString();
    }

    private static Verb verb(String word, String name, String script) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "create" -> Verb.CREATE;
            case "drop" -> Verb.DROP;
            case "rename" -> Verb.RENAME;
            case "set" ->
                Pattern.compile(REINDEX + Pattern.quote(name)).matcher(script).find() ? Verb.MOVE : Verb.CHANGE;
            default -> Verb.CHANGE;
        };
    }
}
