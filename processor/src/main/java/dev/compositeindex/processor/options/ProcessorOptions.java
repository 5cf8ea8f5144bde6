package dev.compositeindex.processor.options;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.diagnostic.Suggestions;
import dev.compositeindex.processor.model.NamingRule;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The options of one run, validated.
 *
 * @param registry the registry's qualified name, if one was given
 * @param migrations the directories of recorded migrations; empty for the class output
 * @param location the Flyway location of the migrations; empty for none
 * @param postgres the oldest major version of PostgreSQL that the indexes are for
 * @param naming how names of the database follow from those of Java
 * @param jpaIndexes whether indexes that JPA's annotations declare count
 * @param warnings what a warning does
 */
public record ProcessorOptions(
        Optional<String> registry,
        List<Path> migrations,
        Optional<String> location,
        int postgres,
        NamingRule naming,
        boolean jpaIndexes,
        Warnings warnings) {
    static final String DEFAULT_LOCATION = "db/migration";

    static final int OLDEST_POSTGRES = 14;

    private static final Pattern MAJOR_VERSION = Pattern.compile("1[4-9]|[2-9][0-9]");
    private static final String NO_LOCATION = "none";
    private static final Pattern LOCATION =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*");

    public ProcessorOptions {
        migrations = List.copyOf(migrations);
    }

    /** What holds when nothing is given. */
    public static ProcessorOptions defaults() {
        return new ProcessorOptions(
                Optional.empty(),
                List.of(),
                Optional.of(DEFAULT_LOCATION),
                OLDEST_POSTGRES,
                NamingRule.SNAKE_CASE,
                false,
                Warnings.ON);
    }

    /** A choice of two. */
    private enum Flag {
        TRUE,
        FALSE
    }

    /** A warning is shown, or fails the compilation, or is left out. */
    public enum Warnings {
        ON,
        OFF,
        ERROR
    }

    /**
     * Reads the options that have our prefix.
     *
     * @param given all options of the compiler
     * @param isClassName whether a text is a qualified name in Java
     */
    public static Checked<ProcessorOptions> parse(Map<String, String> given, Predicate<String> isClassName) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> ours = new TreeMap<>();
        given.forEach((key, value) -> {
            if (key.startsWith(Option.PREFIX)) {
                ours.put(key, value == null ? "" : value.strip());
            }
        });
        for (String key : ours.keySet()) {
            if (!Option.keys().contains(key)) {
                problems.add(
                        problem("there is no option %s. %s".formatted(Printable.quoted("-A" + key), suggestion(key))));
            }
        }
        Optional<String> registry = Optional.ofNullable(ours.get(Option.REGISTRY.key()));
        registry.filter(isClassName.negate()).ifPresent(bad -> problems.add(badValue(Option.REGISTRY, bad)));
        String location = ours.getOrDefault(Option.LOCATION.key(), DEFAULT_LOCATION);
        if (!LOCATION.matcher(location).matches()) {
            problems.add(badValue(Option.LOCATION, location));
        }
        List<Path> migrations = Optional.ofNullable(ours.get(Option.MIGRATIONS.key())).stream()
                .flatMap(value -> directories(value, problems).stream())
                .toList();
        String postgres = ours.getOrDefault(Option.POSTGRES.key(), Integer.toString(OLDEST_POSTGRES));
        boolean isVersion = MAJOR_VERSION.matcher(postgres).matches();
        if (!isVersion) {
            problems.add(badValue(Option.POSTGRES, postgres));
        }
        Optional<NamingRule> naming = chosen(NamingRule.values(), Option.NAMING, NamingRule.SNAKE_CASE, ours, problems);
        Optional<Flag> jpaIndexes = chosen(Flag.values(), Option.JPA_INDEXES, Flag.FALSE, ours, problems);
        Optional<Warnings> warnings = chosen(Warnings.values(), Option.WARNINGS, Warnings.ON, ours, problems);
        return Checked.of(
                new ProcessorOptions(
                        registry,
                        migrations,
                        Optional.of(location).filter(value -> !value.equals(NO_LOCATION)),
                        isVersion ? Integer.parseInt(postgres) : OLDEST_POSTGRES,
                        naming.orElse(NamingRule.SNAKE_CASE),
                        jpaIndexes.filter(Flag.TRUE::equals).isPresent(),
                        warnings.orElse(Warnings.ON)),
                problems);
    }

    /** One of several words, which are the names of an enum's constants in lower case. */
    private static <E extends Enum<E>> Optional<E> chosen(
            E[] values, Option option, E absent, Map<String, String> given, List<Problem> problems) {
        String word = given.getOrDefault(option.key(), absent.name().toLowerCase(Locale.ROOT));
        Optional<E> chosen = Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
        if (chosen.isEmpty()) {
            problems.add(badValue(option, word));
        }
        return chosen;
    }

    /** By the part after the prefix: all keys are alike otherwise. */
    private static String suggestion(String key) {
        String prefix = Option.PREFIX;
        List<String> names = Option.keys().stream()
                .map(known -> known.substring(prefix.length()))
                .toList();
        return Suggestions.nearest(key.substring(prefix.length()), names)
                .map(near -> "Did you mean " + Printable.quoted("-A" + prefix + near) + "?")
                .orElse("The options are: -A" + String.join(", -A", Option.keys()) + ".");
    }

    private static List<Path> directories(String value, List<Problem> problems) {
        List<Path> directories = new ArrayList<>();
        for (String part : value.split(Pattern.quote(File.pathSeparator), -1)) {
            try {
                Path path = Path.of(part);
                if (path.isAbsolute() && Files.isDirectory(path)) {
                    directories.add(path);
                } else {
                    problems.add(problem("-A%s names %s, which is %s. Give %s."
                            .formatted(
                                    Option.MIGRATIONS.key(),
                                    Printable.quoted(part),
                                    path.isAbsolute() ? "no directory" : "no absolute path",
                                    Option.MIGRATIONS.form())));
                }
            } catch (InvalidPathException e) {
                problems.add(badValue(Option.MIGRATIONS, part));
            }
        }
        return directories;
    }

    private static Problem badValue(Option option, String value) {
        return problem(
                "-A%s has the value %s. Give %s.".formatted(option.key(), Printable.quoted(value), option.form()));
    }

    private static Problem problem(String text) {
        return new Problem(Code.BAD_OPTION, new Site.OfModule(), text);
    }
}
