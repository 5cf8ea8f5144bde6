package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.sql.TokenSpan;
import java.util.List;
import java.util.Optional;

/** An expression of authored SQL, as PostgreSQL's grammar reads it: what its analysis of types needs, and no more. */
public sealed interface Expression {
    /** A function of expressions, kind by kind. */
    interface Visitor<R> {
        R column(Column expression);

        R text(Text expression);

        R nullValue(Null expression);

        R constant(Constant expression);

        R cast(Cast expression);

        R operation(Operation expression);

        R quantified(Quantified expression);

        R call(Call expression);

        R logic(Logic expression);

        R test(Test expression);

        R in(In expression);

        R nullIf(NullIf expression);

        R oneOf(OneOf expression);

        R choice(Case expression);

        R array(Array expression);

        R row(Row expression);

        R element(Element expression);

        R collated(Collated expression);

        R opaque(Opaque expression);
    }

    <R> R accept(Visitor<R> visitor);

    /** The tokens that it is written with, without parentheses around all of it. */
    TokenSpan span();

    /** A column, with what qualifies it. */
    record Column(TokenSpan span, ColumnName name) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.column(this);
        }
    }

    /**
     * A literal without a type.
     *
     * @param value its text; empty if it is written in a way that is not read
     */
    record Text(TokenSpan span, Optional<String> value) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /** {@code NULL}. */
    record Null(TokenSpan span) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nullValue(this);
        }
    }

    /**
     * A constant that has a type.
     *
     * @param type the type's name in the catalogue
     */
    record Constant(TokenSpan span, String type) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.constant(this);
        }
    }

    /** A cast, or a type before a literal. */
    record Cast(TokenSpan span, Expression value, TypeText type) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cast(this);
        }
    }

    /**
     * An operator.
     *
     * @param symbol how it is written; empty if it is one of a schema
     * @param operands two, or one that stands behind it
     */
    record Operation(TokenSpan span, Optional<String> symbol, List<Expression> operands) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.operation(this);
        }

        static Operation of(TokenSpan span, String symbol, Expression... operands) {
            return new Operation(span, Optional.of(symbol), List.of(operands));
        }
    }

    /** An operator between a value and each element of an array. */
    record Quantified(TokenSpan span, Optional<String> symbol, Expression value, Expression array)
            implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.quantified(this);
        }
    }

    /**
     * A call.
     *
     * @param name the function's raw name, after its schema if one is given
     * @param arguments in order
     * @param isPlain whether no argument is named or variadic
     */
    record Call(TokenSpan span, List<String> name, List<Expression> arguments, boolean isPlain) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }

        static Call of(TokenSpan span, String name, Expression... arguments) {
            return of(span, name, List.of(arguments));
        }

        static Call of(TokenSpan span, String name, List<Expression> arguments) {
            return new Call(span, List.of("pg_catalog", name), arguments, true);
        }
    }

    /** Conditions, put together or negated: each is a boolean, and so is this. */
    record Logic(TokenSpan span, List<Expression> conditions) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.logic(this);
        }
    }

    /** A test whether a value is null, or equal to another: a boolean whatever the value is. */
    record Test(TokenSpan span, Expression value) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.test(this);
        }
    }

    /** A test whether a value is one of a list. */
    record In(TokenSpan span, Expression value, List<Expression> list) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.in(this);
        }
    }

    /** {@code NULLIF}. */
    record NullIf(TokenSpan span, Expression value, Expression other) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nullIf(this);
        }
    }

    /**
     * The first, greatest or least of some values.
     *
     * @param compares whether the values are compared
     */
    record OneOf(TokenSpan span, List<Expression> values, boolean compares) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.oneOf(this);
        }
    }

    /**
     * A choice.
     *
     * @param value what is compared with each condition; empty if these are conditions
     * @param conditions what is asked
     * @param results what it may be, {@code ELSE} included
     */
    record Case(TokenSpan span, Optional<Expression> value, List<Expression> conditions, List<Expression> results)
            implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.choice(this);
        }
    }

    /** {@code ARRAY[…]}. */
    record Array(TokenSpan span, List<Expression> elements) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.array(this);
        }
    }

    /** A row of values. */
    record Row(TokenSpan span, List<Expression> values) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.row(this);
        }
    }

    /**
     * A part of a value, by subscripts.
     *
     * @param isSlice whether it is a range of elements
     */
    record Element(TokenSpan span, Expression value, List<Expression> subscripts, boolean isSlice)
            implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.element(this);
        }
    }

    /** A value with another collation. */
    record Collated(TokenSpan span, Expression value) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.collated(this);
        }
    }

    /**
     * An expression whose type is not looked for.
     *
     * @param parts the expressions in it, as far as they are known; columns at least
     */
    record Opaque(TokenSpan span, List<Expression> parts) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.opaque(this);
        }
    }

    /**
     * The name of a type.
     *
     * @param names the raw name, after its schema if one is given; of SQL's own names, that of the catalogue
     * @param isArray whether brackets follow
     * @param hasModifiers whether any follow in parentheses
     */
    record TypeText(List<String> names, boolean isArray, boolean hasModifiers) {}
}
