package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.KeySyntax;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.List;
import java.util.Optional;

/** The kinds of SQL that a declaration contains. Each can be split into tokens, or a problem says why not. */
enum AuthoredText {
    PREDICATE("the predicate", "one condition", Code.BROKEN_PREDICATE),
    KEY("the key", "one key", Code.BROKEN_KEY);

    /** What PostgreSQL takes for white space. */
    private static final String WHITE_SPACE = " \t\n\r\f\u000b";

    private final String subject;
    private final String nature;
    private final Code broken;

    AuthoredText(String subject, String nature, Code broken) {
        this.subject = subject;
        this.nature = nature;
        this.broken = broken;
    }

    /** How a message calls it. */
    String subject() {
        return subject;
    }

    /** A token in a message: a name that is written in quotes has them already. */
    static String quoted(SqlToken token) {
        return KeySyntax.isQuotedName(token) ? Printable.of(token.text()) : Printable.quoted(token.text());
    }

    Problem broken(Site site, String text) {
        return new Problem(broken, site, text);
    }

    Checked<List<SqlToken>> tokens(String text, Site site) {
        Optional<String> unwritable = text.codePoints()
                .filter(c -> WHITE_SPACE.indexOf(c) < 0)
                .filter(c -> Identifiers.isLost(c) || Character.getType(c) == Character.SURROGATE)
                .mapToObj(Character::toString)
                .findFirst();
        if (unwritable.isPresent()) {
            return Checked.failed(broken(
                    site,
                    "%s has %s in it, a control character, a line separator, a byte order mark or half of a surrogate pair. Remove it."
                            .formatted(subject, Printable.quoted(unwritable.get()))));
        }
        SqlTokenizer.Result result = SqlTokenizer.tokenize(text);
        return result instanceof SqlTokenizer.Tokens tokens
                ? Checked.of(tokens.list())
                : Checked.failed(problem((SqlTokenizer.Fault) result, site));
    }

    private Problem problem(SqlTokenizer.Fault fault, Site site) {
        return switch (fault.kind()) {
            case TERMINATOR ->
                new Problem(
                        Code.FORBIDDEN_SQL,
                        site,
                        "%s contains \";\". It is %s, not a statement: remove it.".formatted(subject, nature));
            case COMMENT ->
                new Problem(
                        Code.FORBIDDEN_SQL,
                        site,
                        "%s contains a comment, \"%s\". Write it beside the annotation, in Java."
                                .formatted(subject, fault.text()));
            case BRACE ->
                new Problem(
                        Code.UNBALANCED_PLACEHOLDER,
                        site,
                        "a \"" + fault.text()
                                + "\" has no partner. A placeholder is one field path in braces, such as {createdAt}; "
                                + "a brace that is text stands inside quotes.");
            case QUOTE -> broken(site, "the quote %s is not closed. Close it.".formatted(Printable.of(fault.text())));
            case EMPTY_NAME -> broken(site, "\"\" is no name. Write the column between the quotes.");
        };
    }
}
