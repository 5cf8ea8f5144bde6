package dev.compositeindex.processor.grammar;

import dev.compositeindex.processor.grammar.Expression.Column;
import java.util.List;
import java.util.stream.Stream;

/** The columns in an expression, in no order. */
final class ColumnFinder implements Expression.Visitor<Stream<Column>> {
    private static final ColumnFinder VISITOR = new ColumnFinder();

    private ColumnFinder() {}

    static Stream<Column> of(Expression expression) {
        return expression.accept(VISITOR);
    }

    private static Stream<Column> of(List<Expression> expressions) {
        return expressions.stream().flatMap(ColumnFinder::of);
    }

    private static Stream<Column> of(Expression first, List<Expression> others) {
        return Stream.concat(of(first), of(others));
    }

    @Override
    public Stream<Column> column(Column column) {
        return Stream.of(column);
    }

    @Override
    public Stream<Column> text(Expression.Text text) {
        return Stream.empty();
    }

    @Override
    public Stream<Column> nullValue(Expression.Null expression) {
        return Stream.empty();
    }

    @Override
    public Stream<Column> constant(Expression.Constant constant) {
        return Stream.empty();
    }

    @Override
    public Stream<Column> cast(Expression.Cast cast) {
        return of(cast.value());
    }

    @Override
    public Stream<Column> operation(Expression.Operation operation) {
        return of(operation.operands());
    }

    @Override
    public Stream<Column> quantified(Expression.Quantified quantified) {
        return of(List.of(quantified.value(), quantified.array()));
    }

    @Override
    public Stream<Column> call(Expression.Call call) {
        return of(call.arguments());
    }

    @Override
    public Stream<Column> logic(Expression.Logic logic) {
        return of(logic.conditions());
    }

    @Override
    public Stream<Column> test(Expression.Test test) {
        return of(test.value());
    }

    @Override
    public Stream<Column> in(Expression.In in) {
        return of(in.value(), in.list());
    }

    @Override
    public Stream<Column> nullIf(Expression.NullIf nullIf) {
        return of(List.of(nullIf.value(), nullIf.other()));
    }

    @Override
    public Stream<Column> oneOf(Expression.OneOf oneOf) {
        return of(oneOf.values());
    }

    @Override
    public Stream<Column> choice(Expression.Case choice) {
        return Stream.of(choice.value().stream().toList(), choice.conditions(), choice.results())
                .flatMap(ColumnFinder::of);
    }

    @Override
    public Stream<Column> array(Expression.Array array) {
        return of(array.elements());
    }

    @Override
    public Stream<Column> row(Expression.Row row) {
        return of(row.values());
    }

    @Override
    public Stream<Column> element(Expression.Element element) {
        return of(element.value(), element.subscripts());
    }

    @Override
    public Stream<Column> collated(Expression.Collated collated) {
        return of(collated.value());
    }

    @Override
    public Stream<Column> opaque(Expression.Opaque opaque) {
        return of(opaque.parts());
    }
}
