package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.grammar.ColumnName;
import dev.compositeindex.processor.grammar.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An expression to its type, and to the mistakes in it: {@code parse_expr.c}. */
final class TypeChecker implements Expression.Visitor<Operand> {
    private final ServerCatalog catalog;
    private final Map<ColumnName, PgType> columns;
    private final Mistakes mistakes = new Mistakes();
    private final Coercion coercion;
    private final Conversion conversion;
    private final Resolver resolver;
    private final Subscripts subscripts;
    private final OperatorClassFit classes;
    private final OperationTyping operations;

    /**
     * @param columns the types of columns; those that are not known are missing
     */
    TypeChecker(ServerCatalog catalog, Map<ColumnName, PgType> columns) {
        this.catalog = catalog;
        this.columns = columns;
        this.coercion = new Coercion(catalog);
        this.conversion = new Conversion(coercion, mistakes);
        this.resolver = new Resolver(catalog, coercion, conversion, mistakes);
        this.subscripts = new Subscripts(catalog, coercion, conversion, mistakes);
        this.classes = new OperatorClassFit(catalog);
        this.operations = new OperationTyping(catalog, coercion, conversion, resolver, mistakes, this::operand);
    }

    List<Mistake> mistakes() {
        return mistakes.list();
    }

    /** What is another value in another session. */
    List<String> doubts() {
        return mistakes.doubts();
    }

    /** Checks what must be a boolean. */
    void condition(Expression expression) {
        Operand value = operand(expression);
        if (value instanceof Operand.Literal literal) {
            conversion.read(literal, type("bool"));
        }
        value.type()
                .filter(type -> !type.is("bool"))
                .ifPresent(
                        type -> mistakes.refuse("takes a boolean as a condition, and no %s".formatted(type.sqlName())));
    }

    /** Checks what is stored, and tells its type. */
    Optional<PgType> value(Expression expression) {
        Operand value = operand(expression);
        if (expression instanceof Expression.Row) {
            mistakes.refuse("stores no values of type record");
        }
        if (value.isLiteral() && expression instanceof Expression.Collated) {
            mistakes.refuse("takes no literal with a collation for a value");
        }
        Optional<PgType> type = orText(value).type();
        type.filter(PgType::isPseudo)
                .ifPresent(pseudo -> mistakes.refuse("stores no values of type " + pseudo.sqlName()));
        return type;
    }

    private Operand operand(Expression expression) {
        return expression.accept(this);
    }

    private List<Operand> operands(List<Expression> expressions) {
        return expressions.stream().map(this::operand).toList();
    }

    private PgType type(String name) {
        return catalog.type(name).orElseThrow();
    }

    private Operand of(String type) {
        return new Operand.Of(type(type));
    }

    @Override
    public Operand column(Expression.Column column) {
        return Optional.ofNullable(columns.get(column.name()))
                .<Operand>map(Operand.Of::new)
                .orElse(Operand.OPAQUE);
    }

    @Override
    public Operand text(Expression.Text text) {
        return new Operand.Literal(text.value());
    }

    @Override
    public Operand nullValue(Expression.Null expression) {
        return new Operand.Literal(Optional.empty());
    }

    @Override
    public Operand constant(Expression.Constant constant) {
        return of(constant.type());
    }

    @Override
    public Operand opaque(Expression.Opaque opaque) {
        return Operand.OPAQUE;
    }

    @Override
    public Operand cast(Expression.Cast cast) {
        Optional<PgType> base = named(cast.type().names());
        Optional<PgType> target = cast.type().isArray() ? base.flatMap(catalog::arrayOf) : base;
        if (base.isPresent() && cast.type().hasModifiers() && !base.get().takesModifiers()) {
            mistakes.refuse(
                    "takes nothing in parentheses behind the type " + base.get().sqlName());
        }
        if (cast.value() instanceof Expression.Array array
                && target.filter(PgType::isArray).isPresent()) {
            PgType element = catalog.related(target.get()).orElseThrow();
            elements(array, target.get(), element);
            return new Operand.Of(target.get());
        }
        Operand value = operand(cast.value());
        return target.filter(type -> !type.isPseudo())
                .map(type -> conversion.cast(value, type))
                .orElse(Operand.OPAQUE);
    }

    /** Elements are cast one by one, those of arrays in arrays, too. */
    private void elements(Expression.Array array, PgType whole, PgType element) {
        array.elements().forEach(part -> {
            if (part instanceof Expression.Array inner) {
                elements(inner, whole, element);
            } else {
                Operand value = operand(part);
                conversion.cast(value, value.type().filter(PgType::isArray).isPresent() ? whole : element);
            }
        });
    }

    private Optional<PgType> named(List<String> names) {
        boolean builtIn = names.size() == 1 || names.size() == 2 && names.get(0).equals("pg_catalog");
        return builtIn ? catalog.type(names.get(names.size() - 1)) : Optional.empty();
    }

    @Override
    public Operand operation(Expression.Operation operation) {
        return operations.operation(operation);
    }

    @Override
    public Operand quantified(Expression.Quantified quantified) {
        return operations.quantified(quantified);
    }

    @Override
    public Operand in(Expression.In in) {
        return operations.in(in);
    }

    @Override
    public Operand call(Expression.Call call) {
        List<Operand> arguments = operands(call.arguments());
        List<String> name = call.name();
        boolean qualified = name.size() == 2 && name.get(0).equals("pg_catalog");
        if (name.isEmpty() || name.size() > 1 && !qualified) {
            return Operand.OPAQUE;
        }
        String last = name.get(name.size() - 1);
        if (last.endsWith("_escape")
                && arguments.size() == 2
                && arguments.get(1) instanceof Operand.Literal escape
                && escape.text()
                        .filter(text -> text.codePointCount(0, text.length()) > 1)
                        .isPresent()) {
            return mistakes.refuse("takes one character behind ESCAPE");
        }
        return call.isPlain() ? resolver.call(last, arguments, qualified) : resolver.resultOf(last);
    }

    @Override
    public Operand logic(Expression.Logic logic) {
        logic.conditions().forEach(this::condition);
        return of("bool");
    }

    @Override
    public Operand test(Expression.Test test) {
        operand(test.value());
        return of("bool");
    }

    @Override
    public Operand nullIf(Expression.NullIf nullIf) {
        Operand value = operand(nullIf.value());
        Operand other = operand(nullIf.other());
        resolver.operator("=", List.of(value, other));
        return value.isLiteral() ? orText(other) : value;
    }

    @Override
    public Operand oneOf(Expression.OneOf oneOf) {
        Operand common = conversion.common(operands(oneOf.values()));
        common.type()
                .filter(type -> oneOf.compares() && !classes.isSortable(type))
                .ifPresent(type -> mistakes.refuse("cannot sort values of type " + type.sqlName()));
        return common;
    }

    @Override
    public Operand choice(Expression.Case choice) {
        Optional<Operand> compared = choice.value().map(this::operand).map(this::orText);
        choice.conditions().forEach(condition -> {
            if (compared.isPresent()) {
                resolver.operator("=", List.of(compared.get(), operand(condition)));
            } else {
                condition(condition);
            }
        });
        List<Operand> results = new ArrayList<>(operands(choice.results()));
        if (results.size() > choice.conditions().size()) {
            // ELSE counts first.
            results.add(0, results.remove(results.size() - 1));
        }
        return conversion.common(results);
    }

    private Operand orText(Operand value) {
        return value.isLiteral() ? of("text") : value;
    }

    @Override
    public Operand array(Expression.Array array) {
        if (array.elements().isEmpty()) {
            return mistakes.refuse("cannot tell the type of an empty array without a cast");
        }
        Operand common = conversion.common(operands(array.elements()));
        return common.type()
                .flatMap(type -> type.isArray() ? Optional.of(type) : catalog.arrayOf(type))
                .<Operand>map(Operand.Of::new)
                .orElse(Operand.OPAQUE);
    }

    @Override
    public Operand row(Expression.Row row) {
        operands(row.values());
        return Operand.OPAQUE;
    }

    @Override
    public Operand element(Expression.Element element) {
        return subscripts.of(element.isSlice(), operand(element.value()), operands(element.subscripts()));
    }

    @Override
    public Operand collated(Expression.Collated collated) {
        Operand value = operand(collated.value());
        Optional<PgType> plain = value.type().filter(type -> !type.collatable());
        return plain.isPresent()
                ? mistakes.refuse(
                        "has no collations for values of type " + plain.get().sqlName())
                : value.isLiteral() ? new Operand.Literal(Optional.empty()) : value;
    }
}
