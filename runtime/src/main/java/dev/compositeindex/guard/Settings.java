package dev.compositeindex.guard;

import dev.compositeindex.build.BuildSetting;
import dev.compositeindex.build.BuildSettings;
import java.util.Locale;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** What is set for a Flyway: a system property goes before a placeholder of the same name. */
final class Settings {

    private Settings() {}

    /**
     * Whether the guard is on, as it is if nothing is said.
     *
     * @throws FlywayException if what is said is wrong
     */
    static boolean isGuardOn(Configuration configuration) {
        String value = property(configuration, BuildSetting.GUARD.key());
        return switch (value == null ? "" : value.strip().toLowerCase(Locale.ROOT)) {
            case "", "on" -> true;
            case "off" -> false;
            default ->
                throw Refusal.of(
                        "%s=%s: must be %s".formatted(BuildSetting.GUARD.key(), value, BuildSetting.GUARD.form()));
        };
    }

    /**
     * All others.
     *
     * @throws FlywayException if one is wrong
     */
    static BuildSettings of(Configuration configuration) {
        try {
            return BuildSettings.from(name -> property(configuration, name));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable String property(Configuration configuration, String name) {
        String property = System.getProperty(name);
        return property == null ? configuration.getPlaceholders().get(name) : property;
    }
}
