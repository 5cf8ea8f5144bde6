package dev.compositeindex.processor.sql;

import dev.compositeindex.processor.model.Table;
import dev.compositeindex.processor.sql.IndexClause.Type;
import dev.compositeindex.processor.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A parser of canonical definitions: it walks over the tokens once, and splits them into clauses. */
final class IndexStatementParser {
    private final Iterator<SqlToken> tokens;
    private final boolean placeholders;
    private SqlToken next = END;

    private static final SqlToken END = new SqlToken(Kind.OTHER, "", false);

    IndexStatementParser(List<SqlToken> tokens) {
        this.tokens = tokens.iterator();
        this.placeholders = tokens.stream().anyMatch(token -> token.kind() == Kind.PLACEHOLDER);
        advance();
    }

    Optional<IndexStatement> statement() {
        if (placeholders || !word("CREATE")) {
            return Optional.empty();
        }
        boolean unique = word("UNIQUE");
        if (!word("INDEX")) {
            return Optional.empty();
        }
        Optional<IndexName> name = IndexName.parse(name());
        if (name.isEmpty() || !name.get().schema().isEmpty() || !word("ON")) {
            return Optional.empty();
        }
        Optional<IndexName> table = IndexName.parse(name());
        List<IndexClause> clauses = clauses();
        if (table.isEmpty() || clauses.isEmpty() || clauses.get(0).elements().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IndexStatement(
                unique,
                name.get().name(),
                new Table(table.get().schema(), table.get().name()),
                clauses));
    }

    private boolean word(String word) {
        boolean found =
                next.kind() == Kind.WORD && next.text().toUpperCase(Locale.ROOT).equals(word);
        if (found) {
            advance();
        }
        return found;
    }

    /** Names joined by dots, as they are written. */
    private String name() {
        StringBuilder name = new StringBuilder(next.text());
        advance();
        while (next.is(".")) {
            advance();
            name.append('.').append(next.text());
            advance();
        }
        return name.toString();
    }

    private List<IndexClause> clauses() {
        List<IndexClause> clauses = new ArrayList<>();
        List<SqlToken> clause = new ArrayList<>();
        Type type = Type.KEYS;
        int depth = 0;
        while (next != END) {
            Optional<Type> starting = Type.of(next);
            // The rest belongs to the predicate, whatever words it contains.
            if (depth == 0 && type != Type.WHERE && !clause.isEmpty() && starting.isPresent()) {
                clauses.add(new IndexClause(type, clause));
                clause.clear();
                type = starting.get();
            }
            depth += next.is("(") ? 1 : next.is(")") ? -1 : 0;
            clause.add(next);
            advance();
        }
        if (!clause.isEmpty()) {
            clauses.add(new IndexClause(type, clause));
        }
        return clauses;
    }

    private void advance() {
        next = tokens.hasNext() ? tokens.next() : END;
    }
}
