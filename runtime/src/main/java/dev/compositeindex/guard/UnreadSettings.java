package dev.compositeindex.guard;

import dev.compositeindex.build.BuildSetting;
import dev.compositeindex.text.Log;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.api.configuration.Configuration;

/** Names that look like settings of ours, and that nobody reads. */
final class UnreadSettings {

    private static final Log LOG = Log.of(MigrationGuard.class);

    private static final Set<String> KEYS =
            Arrays.stream(BuildSetting.values()).map(BuildSetting::key).collect(Collectors.toUnmodifiableSet());

    /** Where Spring Boot and Flyway take placeholders from. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?:spring\\.)?flyway\\.placeholders\\.(.+)");

    private static final Pattern NO_LETTER = Pattern.compile("[^a-z0-9]");
    private static final String OURS = "compositeindex";
    private static final int NEAR = 3;

    /** Each is told once, however many Flyways there are. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private UnreadSettings() {}

    /** Warns of those of a Flyway, of this Java and of its environment. */
    static void tell(Configuration configuration) {
        of(
                        configuration.getPlaceholders().keySet(),
                        System.getProperties().stringPropertyNames(),
                        System.getenv().keySet())
                .stream()
                .filter(TOLD::add)
                .forEach(LOG::warn);
    }

    /** What is to be said of each of them. */
    static List<String> of(
            Collection<String> placeholders, Collection<String> properties, Collection<String> environment) {
        List<String> unread = new ArrayList<>();
        for (String name : new TreeSet<>(placeholders)) {
            if (isOurs(name) && !KEYS.contains(name)) {
                unread.add(text("The placeholder", name));
            }
        }
        for (String name : new TreeSet<>(properties)) {
            var placeholder = PLACEHOLDER.matcher(name);
            boolean isRead =
                    KEYS.contains(name) || placeholder.matches() && placeholders.contains(placeholder.group(1));
            // Maven's own processes have those of the plugin and of the processor, too.
            if (!isRead && (isOurs(name) ? isNear(name) : normal(name).contains(OURS) && endsLikeKey(name))) {
                unread.add(text("The system property", name));
            }
        }
        for (String name : new TreeSet<>(environment)) {
            if (isOurs(name)) {
                unread.add(
                        text("The environment variable", name)
                                + " With Spring Boot, SPRING_FLYWAY_PLACEHOLDERS_COMPOSITEINDEX_PATIENCE and its like are read.");
            }
        }
        return unread;
    }

    private static String text(String kind, String name) {
        String near = KEYS.stream()
                .sorted()
                .filter(key -> distance(ofKey(key), ofKey(name)) <= NEAR)
                .findFirst()
                .map(key -> " Did you mean " + key + "?")
                .orElse("");
        return kind + " " + name + " looks like a setting, and nobody reads it." + near
                + " A setting is a system property, or a placeholder of Flyway's (spring.flyway.placeholders.…), of one of these names: "
                + KEYS.stream().sorted().collect(Collectors.joining(", ")) + ".";
    }

    private static boolean isOurs(String name) {
        return normal(name).startsWith(OURS);
    }

    private static boolean isNear(String name) {
        return KEYS.stream().anyMatch(key -> distance(ofKey(key), ofKey(name)) <= NEAR);
    }

    private static boolean endsLikeKey(String name) {
        return KEYS.stream().anyMatch(key -> normal(name).endsWith(normal(key)));
    }

    private static String normal(String name) {
        return NO_LETTER.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** What stands behind our name. */
    private static String ofKey(String name) {
        String normal = normal(name);
        return normal.substring(normal.indexOf(OURS) + OURS.length());
    }

    /** How many letters have to be put in, taken out or changed; many if that is about as many as there are. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        int distance = row[other.length()];
        return distance * 2 <= one.length() ? distance : Integer.MAX_VALUE;
    }
}
