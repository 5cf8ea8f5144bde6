package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.grammar.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Operators between values, between rows, and with the members of lists and arrays. */
final class OperationTyping {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");

    private final ServerCatalog catalog;
    private final Coercion coercion;
    private final Conversion conversion;
    private final Resolver resolver;
    private final Mistakes mistakes;
    private final Function<Expression, Operand> operand;

    /**
     * @param operand what a part of the expression is
     */
    OperationTyping(
            ServerCatalog catalog,
            Coercion coercion,
            Conversion conversion,
            Resolver resolver,
            Mistakes mistakes,
            Function<Expression, Operand> operand) {
        this.catalog = catalog;
        this.coercion = coercion;
        this.conversion = conversion;
        this.resolver = resolver;
        this.mistakes = mistakes;
        this.operand = operand;
    }

    private List<Operand> operands(List<Expression> expressions) {
        return expressions.stream().map(operand).toList();
    }

    private Operand bool() {
        return new Operand.Of(catalog.type("bool").orElseThrow());
    }

    Operand operation(Expression.Operation operation) {
        List<Expression> sides = operation.operands();
        boolean isRow = sides.stream().anyMatch(Expression.Row.class::isInstance);
        if (!isRow) {
            List<Operand> operands = operands(sides);
            return operation
                    .symbol()
                    .map(symbol -> resolver.operator(symbol, operands))
                    .orElse(Operand.OPAQUE);
        }
        if (sides.stream().allMatch(Expression.Row.class::isInstance)
                && operation.symbol().filter(COMPARISONS::contains).isPresent()) {
            rows(operation.symbol().get(), (Expression.Row) sides.get(0), (Expression.Row) sides.get(1));
            return bool();
        }
        Optional<Operand> known =
                operands(sides).stream().filter(side -> side.type().isPresent()).findFirst();
        boolean isNone = sides.stream().allMatch(Expression.Row.class::isInstance) || known.isPresent();
        return operation.symbol().isPresent() && isNone
                ? mistakes.refuse("has no operator \"%s\" for a row"
                        .formatted(operation.symbol().get()))
                : Operand.OPAQUE;
    }

    private void rows(String symbol, Expression.Row left, Expression.Row right) {
        if (left.values().size() != right.values().size()) {
            mistakes.refuse("compares no rows of %d and %d values"
                    .formatted(left.values().size(), right.values().size()));
            return;
        }
        for (int i = 0; i < left.values().size(); i++) {
            resolver.operator(
                    symbol,
                    operands(List.of(left.values().get(i), right.values().get(i))));
        }
    }

    Operand quantified(Expression.Quantified quantified) {
        Operand value = operand.apply(quantified.value());
        Operand array = operand.apply(quantified.array());
        Optional<PgType> element =
                array.type().flatMap(type -> type.isArray() ? catalog.related(type) : Optional.empty());
        if (array.type().isPresent() && element.isEmpty()) {
            return mistakes.refuse("needs an array in the parentheses of ANY or ALL, and no "
                    + array.type().get().sqlName());
        }
        if (array instanceof Operand.Literal literal) {
            conversion.read(literal, catalog.type("_text").orElseThrow());
        }
        Operand one = array.isLiteral()
                ? new Operand.Literal(Optional.empty())
                : element.<Operand>map(Operand.Of::new).orElse(Operand.OPAQUE);
        Optional<Operand> result = quantified.symbol().map(symbol -> resolver.operator(symbol, List.of(value, one)));
        result.flatMap(Operand::type)
                .filter(type -> !type.is("bool"))
                .ifPresent(type -> mistakes.refuse(
                        "needs an operator that gives a boolean before ANY or ALL, and no " + type.sqlName()));
        return bool();
    }

    /** Several constants become an array of one type if they have one, else each is compared by itself. */
    Operand in(Expression.In in) {
        if (in.value() instanceof Expression.Row row) {
            in.list().forEach(other -> {
                if (other instanceof Expression.Row values) {
                    rows("=", row, values);
                } else {
                    operand.apply(other);
                }
            });
            return bool();
        }
        Operand value = operand.apply(in.value());
        List<Operand> constants =
                operands(in.list().stream().filter(OperationTyping::isConstant).toList());
        Optional<PgType> common = value.isOpaque() || constants.contains(Operand.OPAQUE)
                ? Optional.empty()
                : coercion.common(Stream.concat(Stream.of(value), constants.stream())
                                .toList())
                        .filter(type -> catalog.arrayOf(type).isPresent());
        if (common.isPresent()) {
            constants.forEach(constant -> conversion.become(constant, common.get()));
            resolver.operator("=", List.of(value, new Operand.Of(common.get())));
        } else {
            constants.forEach(constant -> resolver.operator("=", List.of(value, constant)));
        }
        in.list().stream()
                .filter(other -> !isConstant(other))
                .forEach(other -> resolver.operator("=", List.of(value, operand.apply(other))));
        return bool();
    }

    /** Whether no column is in it, as far as the form tells. */
    private static boolean isConstant(Expression expression) {
        return expression instanceof Expression.Text
                || expression instanceof Expression.Null
                || expression instanceof Expression.Constant
                || expression instanceof Expression.Cast cast && isConstant(cast.value());
    }
}
