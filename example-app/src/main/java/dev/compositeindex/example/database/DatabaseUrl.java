package dev.compositeindex.example.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who connects to it, in either of the forms that people have at hand: {@code
 * jdbc:postgresql://host/db}, and {@code postgres://user:password@host/db} as hosting platforms put it in {@code
 * DATABASE_URL}.
 *
 * @param jdbcUrl the driver's URL, without user and password
 * @param user the role that connects, or null for the driver's default
 * @param password its password, or null for none
 */
public record DatabaseUrl(
        String jdbcUrl, @Nullable String user, @Nullable String password) {

    private static final String JDBC = "jdbc:";

    private static final String FORMS = "expected jdbc:postgresql://host:port/database?user=name&password=secret"
            + " or postgres://user:password@host:port/database";

    /** libpq's names of parameters that pgjdbc calls otherwise. The rest is called the same, or is the driver's own. */
    private static final Map<String, String> DRIVER_NAMES =
            Map.of("application_name", "ApplicationName", "connect_timeout", "connectTimeout");

    /**
     * Reads a URL of either form. Messages never repeat the URL: it may hold a password.
     *
     * @param user overrides the URL's user if not null
     * @param password overrides the URL's password if not null
     * @throws IllegalArgumentException if it is neither
     */
    public static DatabaseUrl parse(String url, @Nullable String user, @Nullable String password) {
        boolean jdbc = url.startsWith(JDBC);
        URI uri = uri(jdbc ? url.substring(JDBC.length()) : url);
        String scheme = uri.getScheme();
        boolean known = "postgresql".equals(scheme) || (!jdbc && "postgres".equals(scheme));
        if (!known || uri.getRawAuthority() == null) {
            throw new IllegalArgumentException("not the URL of a PostgreSQL database: " + FORMS);
        }
        String authority = uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        if (jdbc && at >= 0) {
            throw new IllegalArgumentException(
                    "a jdbc: URL has its user and password after the question mark: " + FORMS);
        }
        Credentials found = new Credentials();
        if (at >= 0) {
            String[] userInfo = authority.substring(0, at).split(":", 2);
            found.user = decode(userInfo[0], false);
            found.password = userInfo.length == 2 ? decode(userInfo[1], false) : null;
        }
        String query = query(uri.getRawQuery(), jdbc, found);
        // Without a path, the driver does not recognise its own URL.
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new DatabaseUrl(
                "jdbc:postgresql://" + authority.substring(at + 1) + path + query,
                user != null ? user : found.user,
                password != null ? password : found.password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user == null ? jdbcUrl : jdbcUrl + " as " + user;
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // The cause's message repeats the URL.
            throw new IllegalArgumentException("not a URL: " + e.getReason() + " at position " + e.getIndex()
                    + "; in user and password, everything" + " but letters, digits, - . _ ~ is written as %XX");
        }
    }

    private static String query(@Nullable String rawQuery, boolean jdbc, Credentials found) {
        if (rawQuery == null) {
            return "";
        }
        List<String> kept = new ArrayList<>();
        for (String parameter : rawQuery.split("&")) {
            String[] nameAndValue = parameter.split("=", 2);
            String name = nameAndValue[0];
            String value = nameAndValue.length == 2 ? decode(nameAndValue[1], true) : "";
            if (name.equals("user")) {
                found.user = value;
            } else if (name.equals("password")) {
                found.password = value;
            } else if (!name.isEmpty()) {
                String driverName = jdbc ? name : DRIVER_NAMES.getOrDefault(name, name);
                kept.add(driverName + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    /** In a query, as the driver reads it, a plus is a space; elsewhere a plus is a plus. */
    private static String decode(String text, boolean inQuery) {
        String prepared = inQuery ? text : text.replace("+", "%2B");
        try {
            return URLDecoder.decode(prepared, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a URL: a percent sign without two hexadecimal digits", e);
        }
    }

    private static final class Credentials {
        private @Nullable String user;
        private @Nullable String password;
    }
}
