package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.sql.SqlTokenizer;
import java.util.Optional;

/** The type that a column's definition starts with. */
public final class TypeNames {

    private TypeNames() {}

    /** The type of {@code varchar(20) NOT NULL}; empty if the text starts with none. */
    public static Optional<Expression.TypeText> first(String definition) {
        return SqlTokenizer.tokenize(definition) instanceof SqlTokenizer.Tokens tokens
                ? first(new TypeGrammar(new LexemeCursor(Lexeme.of(tokens.list()))))
                : Optional.empty();
    }

    private static Optional<Expression.TypeText> first(TypeGrammar grammar) {
        return grammar.type() ? Optional.of(grammar.taken()) : Optional.empty();
    }
}
