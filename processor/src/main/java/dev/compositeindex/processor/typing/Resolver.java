package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgFunction;
import dev.compositeindex.processor.builtin.PgOperator;
import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.processor.builtin.Volatility;
import dev.compositeindex.processor.typing.Overload.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls and operators to what they are calls of. Mistakes are noted, and what has one has no type. */
final class Resolver {
    /** Operators that SQL has words for. */
    private static final Map<String, String> WORDS =
            Map.of("~~", "LIKE", "!~~", "NOT LIKE", "~~*", "ILIKE", "!~~*", "NOT ILIKE");

    private final ServerCatalog catalog;
    private final Coercion coercion;
    private final Polymorphism polymorphism;
    private final Overload overload;
    private final Conversion conversion;
    private final Mistakes mistakes;

    Resolver(ServerCatalog catalog, Coercion coercion, Conversion conversion, Mistakes mistakes) {
        this.catalog = catalog;
        this.coercion = coercion;
        this.polymorphism = new Polymorphism(catalog, coercion);
        this.overload = new Overload(coercion, polymorphism);
        this.conversion = conversion;
        this.mistakes = mistakes;
    }

    /** An operator between two operands, or before one. */
    Operand operator(String symbol, List<Operand> operands) {
        String name = symbol.equals("!=") ? "<>" : symbol;
        if (!catalog.isOperator(name) || operands.stream().anyMatch(Operand::isOpaque)) {
            return Operand.OPAQUE;
        }
        List<PgOperator> all = catalog.operators(name, operands.size() == 1);
        List<Candidate<PgOperator>> builtIn = candidates(all, true);
        Overload.Choice<PgOperator> choice = exact(builtIn, operands)
                .<Overload.Choice<PgOperator>>map(Overload.One::new)
                .orElseGet(() -> overload.choose(builtIn, operands));
        if (choice instanceof Overload.None<PgOperator>
                && operands.stream().anyMatch(operand -> !operand.isLiteral())) {
            choice = overload.choose(candidates(all, false), operands);
        }
        if (choice instanceof Overload.One<PgOperator> one) {
            PgOperator found = one.candidate().what();
            return result(
                    one.candidate().parameters(), operands, found.result(), found.volatility(), text(name, operands));
        }
        return refuse(choice, "operator", text(name, operands));
    }

    private List<Candidate<PgOperator>> candidates(List<PgOperator> operators, boolean builtIn) {
        return operators.stream()
                .filter(operator -> operator.builtIn() == builtIn)
                .map(operator -> new Candidate<>(types(operator.operands()), operator))
                .toList();
    }

    /** A literal beside a value is first taken for one of the same type. */
    private static Optional<Candidate<PgOperator>> exact(
            List<Candidate<PgOperator>> candidates, List<Operand> operands) {
        List<PgType> known =
                operands.stream().flatMap(operand -> operand.type().stream()).toList();
        if (operands.size() != 2 || known.size() != 1) {
            return Optional.empty();
        }
        return candidates.stream()
                .filter(candidate -> candidate.parameters().stream().allMatch(known.get(0)::equals))
                .findFirst();
    }

    /** A call by a name without a schema, or with that of built-in functions. */
    Operand call(String name, List<Operand> arguments, boolean qualified) {
        List<PgFunction> all = catalog.functions(name);
        Optional<PgType> type = catalog.type(name).filter(found -> !found.isPseudo() && arguments.size() == 1);
        if (all.isEmpty() && type.isEmpty() && !qualified || arguments.stream().anyMatch(Operand::isOpaque)) {
            return Operand.OPAQUE;
        }
        List<Candidate<PgFunction>> candidates = all.stream()
                .filter(function -> function.takes(arguments.size()))
                .map(function -> new Candidate<>(parameters(function, arguments.size()), function))
                .toList();
        Overload.Choice<PgFunction> choice = overload.choose(candidates, arguments);
        boolean isExact = choice instanceof Overload.One<PgFunction> one
                && one.candidate().parameters().stream()
                        .map(Operand.Of::new)
                        .toList()
                        .equals(arguments);
        Optional<Operand> asCast = isExact ? Optional.empty() : type.flatMap(target -> cast(arguments.get(0), target));
        if (asCast.isPresent()) {
            return asCast.get();
        }
        if (choice instanceof Overload.One<PgFunction> one) {
            PgFunction found = one.candidate().what();
            return result(
                    one.candidate().parameters(), arguments, found.result(), found.volatility(), text(name, arguments));
        }
        return refuse(choice, "function", text(name, arguments));
    }

    /** What all functions of a name give. */
    Operand resultOf(String name) {
        List<String> results = catalog.functions(name).stream()
                .map(PgFunction::result)
                .distinct()
                .toList();
        return results.size() == 1
                ? catalog.type(results.get(0))
                        .filter(type -> !type.isPseudo())
                        .<Operand>map(Operand.Of::new)
                        .orElse(Operand.OPAQUE)
                : Operand.OPAQUE;
    }

    /** A call of a type's name is a cast, if that changes no bits or goes by way of a text. */
    private Optional<Operand> cast(Operand value, PgType target) {
        if (value instanceof Operand.Literal literal) {
            conversion.read(literal, target);
            return Optional.of(new Operand.Of(target));
        }
        return value.type()
                .flatMap(source -> coercion.path(source, target, Coercion.Context.EXPLICIT))
                .filter(path -> path.relabels() || path.throughText())
                .map(path -> {
                    checkImmutable(path.immutable(), "a cast to " + target.sqlName());
                    return new Operand.Of(target);
                });
    }

    private List<PgType> parameters(PgFunction function, int count) {
        List<PgType> parameters = new ArrayList<>(types(function.arguments()));
        if (function.variadic()) {
            PgType last = parameters.remove(parameters.size() - 1);
            PgType element = catalog.related(last).or(() -> elementOf(last)).orElse(last);
            while (parameters.size() < count) {
                parameters.add(element);
            }
        }
        return parameters.subList(0, count);
    }

    private Optional<PgType> elementOf(PgType pseudo) {
        return catalog.type(pseudo.name().replace("array", pseudo.is("anyarray") ? "element" : ""));
    }

    private List<PgType> types(List<String> names) {
        return names.stream().map(name -> catalog.type(name).orElseThrow()).toList();
    }

    private Operand result(
            List<PgType> parameters, List<Operand> operands, String result, Volatility volatility, String text) {
        Map<String, PgType> bound = polymorphism.bind(parameters, operands).orElseThrow();
        boolean always = volatility != Volatility.MUTABLE;
        for (int i = 0; i < operands.size(); i++) {
            Optional<PgType> parameter = polymorphism.actual(parameters.get(i), bound);
            if (parameter.isEmpty()) {
                return mistakes.refuse("cannot tell the type of \"%s\", which has but literals".formatted(text));
            }
            always &= isImmutable(operands.get(i), parameter.get());
            always &= volatility != Volatility.AS_TEXT
                    || !parameters.get(i).isPolymorphic()
                    || parameter.get().outputIsImmutable();
        }
        checkImmutable(always, text);
        return catalog.type(result)
                .flatMap(declared -> polymorphism.actual(declared, bound))
                .filter(type -> !type.is("unknown"))
                .<Operand>map(Operand.Of::new)
                .orElse(Operand.OPAQUE);
    }

    /** Whether the way to an argument's type always gives the same. */
    private boolean isImmutable(Operand operand, PgType parameter) {
        if (operand instanceof Operand.Literal literal) {
            conversion.read(literal, parameter);
        }
        return operand.type()
                .flatMap(source -> coercion.path(source, parameter, Coercion.Context.IMPLICIT))
                .map(Coercion.Path::immutable)
                .orElse(true);
    }

    private void checkImmutable(boolean immutable, String text) {
        if (!immutable) {
            mistakes.mutable(text);
        }
    }

    private Operand refuse(Overload.Choice<?> choice, String what, String text) {
        return mistakes.refuse(
                choice instanceof Overload.Several<?>
                        ? "cannot choose among several for the %s \"%s\"".formatted(what, text)
                        : "has no %s \"%s\"".formatted(what, text));
    }

    /** As the server writes it: {@code lower(integer)}, {@code integer ~~ text}. */
    private static String text(String name, List<Operand> operands) {
        boolean isWord = Character.isLetter(name.codePointAt(0)) || name.startsWith("_");
        if (isWord) {
            return operands.stream().map(Resolver::word).collect(Collectors.joining(", ", name + "(", ")"));
        }
        String symbol = WORDS.getOrDefault(name, name);
        List<String> words = operands.stream().map(Resolver::word).toList();
        return words.size() == 1
                ? symbol + " " + words.get(0)
                : Stream.of(words.get(0), symbol, words.get(1)).collect(Collectors.joining(" "));
    }

    private static String word(Operand operand) {
        return operand.type().map(PgType::sqlName).orElse("unknown");
    }
}
