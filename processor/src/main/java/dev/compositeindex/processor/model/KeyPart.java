package dev.compositeindex.processor.model;

import java.util.List;

/** A key sorts or searches by a column or by an expression. */
public sealed interface KeyPart {

    /** The columns that it names: itself, or those of an expression's placeholders. Raw. */
    List<String> columns();

    /**
     * A column.
     *
     * @param name raw
     */
    record Column(String name) implements KeyPart {
        @Override
        public List<String> columns() {
            return List.of(name);
        }
    }

    /**
     * An expression.
     *
     * @param sql without parentheses around it
     * @param isCall whether it is one call, which SQL takes as a key without parentheses
     */
    record Expression(AuthoredSql sql, boolean isCall) implements KeyPart {
        @Override
        public List<String> columns() {
            return sql.columns();
        }
    }
}
