package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.SqlToken;
import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Walks over the tokens of one statement that somebody else wrote. */
final class StatementWords {
    private final Deque<SqlToken> rest;

    private StatementWords(List<SqlToken> tokens) {
        rest = new ArrayDeque<>(tokens);
    }

    /** At the start of a statement; empty if it is nothing that PostgreSQL would read. */
    static Optional<StatementWords> of(String statement) {
        return SqlTokenizer.tokenize(statement) instanceof SqlTokenizer.Tokens tokens
                ? Optional.of(new StatementWords(tokens.list()))
                : Optional.empty();
    }

    /** Takes these words, or nothing. */
    boolean take(String... words) {
        List<SqlToken> taken = new ArrayList<>();
        for (String word : words) {
            SqlToken next = rest.peek();
            if (next == null || !next.isWord(word)) {
                for (int i = taken.size() - 1; i >= 0; i--) {
                    rest.push(taken.get(i));
                }
                return false;
            }
            taken.add(rest.pop());
        }
        return true;
    }

    /** Takes this character, or nothing. */
    boolean takeSign(String sign) {
        boolean found = !rest.isEmpty() && rest.peek().is(sign);
        if (found) {
            rest.pop();
        }
        return found;
    }

    /** Takes a name, which may be qualified: its parts, raw; none if there is no name. */
    List<String> name() {
        StringBuilder name = new StringBuilder();
        while (!rest.isEmpty()) {
            name.append(rest.pop().text());
            if (rest.isEmpty() || !rest.peek().is(".")) {
                break;
            }
            name.append(rest.pop().text());
        }
        return Identifiers.parse(name.toString());
    }

    /** Takes one name, which must be the end. */
    Optional<String> last() {
        List<String> name = name();
        return name.size() == 1 && rest.isEmpty() ? Optional.of(name.get(0)) : Optional.empty();
    }

    /** Goes on behind the next comma that is in no parentheses, or to the end. */
    void skipToNextPart() {
        int depth = 0;
        while (!rest.isEmpty()) {
            SqlToken token = rest.pop();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                return;
            }
        }
    }

    /** Whether all is taken. */
    boolean isAtEnd() {
        return rest.isEmpty();
    }
}
