package dev.compositeindex.processor.builtin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue of what is built into one release. Names are those of the catalogue: {@code int4}, {@code _text}. */
public final class ServerCatalog {
    private static final int OLDEST = 14;

    /** The newest release that is known. */
    public static final int NEWEST = 18;

    private static final Map<Integer, ServerCatalog> BY_RELEASE = new ConcurrentHashMap<>();

    private final Map<String, PgType> types;
    private final Map<String, List<PgFunction>> functions;
    private final Map<String, List<PgOperator>> operators;
    private final Map<String, PgCast> casts;

    private ServerCatalog(int release) {
        types = lines("types.txt", release)
                .map(PgType::parse)
                .collect(Collectors.toUnmodifiableMap(PgType::name, Function.identity()));
        functions = Map.copyOf(lines("functions.txt", release)
                .map(PgFunction::parse)
                .collect(Collectors.groupingBy(PgFunction::name)));
        operators = Map.copyOf(lines("operators.txt", release)
                .map(PgOperator::parse)
                .collect(Collectors.groupingBy(PgOperator::symbol)));
        casts = lines("casts.txt", release)
                .map(PgCast::parse)
                .collect(Collectors.toUnmodifiableMap(cast -> key(cast.source(), cast.target()), Function.identity()));
    }

    /**
     * The catalogue of a release; of a newer one than is known, that of the newest known.
     *
     * @param release the major version
     */
    public static ServerCatalog of(int release) {
        return BY_RELEASE.computeIfAbsent(Math.max(OLDEST, Math.min(NEWEST, release)), ServerCatalog::new);
    }

    public Optional<PgType> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The type of arrays of a type. */
    public Optional<PgType> arrayOf(PgType element) {
        return type("_" + element.name());
    }

    public Optional<PgType> multirangeOf(PgType range) {
        return types.values().stream()
                .filter(type -> type.nature() == 'm' && type.related().equals(range.name()))
                .findFirst();
    }

    /** The type that an array, a range or a multirange is made of. */
    public Optional<PgType> related(PgType type) {
        return type(type.related());
    }

    /** All of that name, whatever they take. */
    public List<PgFunction> functions(String name) {
        return functions.getOrDefault(name, List.of());
    }

    /** Whether an operator of that symbol is built in, whatever it takes. */
    public boolean isOperator(String symbol) {
        return operators.getOrDefault(symbol, List.of()).stream().anyMatch(PgOperator::builtIn);
    }

    /** All of that symbol: between two operands, or before one. */
    public List<PgOperator> operators(String symbol, boolean prefix) {
        return operators.getOrDefault(symbol, List.of()).stream()
                .filter(operator -> operator.isPrefix() == prefix)
                .toList();
    }

    public Optional<PgCast> cast(PgType source, PgType target) {
        return Optional.ofNullable(casts.get(key(source.name(), target.name())));
    }

    private static String key(String source, String target) {
        return source + ' ' + target;
    }

    private static final Pattern RANGE = Pattern.compile("(\\d\\d)-(\\d\\d) (.*)");

    /** The lines that hold for a release: those without a range of releases, and those whose range it is in. */
    private static Stream<String> lines(String resource, int release) {
        return CatalogResource.lines(resource).stream().flatMap(line -> {
            Matcher range = RANGE.matcher(line);
            if (!range.matches()) {
                return Stream.of(line);
            }
            boolean holds = Integer.parseInt(range.group(1)) <= release && release <= Integer.parseInt(range.group(2));
            return holds ? Stream.of(range.group(3)) : Stream.empty();
        });
    }
}
