package dev.compositeindex.processor.typing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.builtin.PgType;
import dev.compositeindex.processor.builtin.ServerCatalog;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;

/** The server says what two sessions read as two values: dates, times and zones in all combinations, as each type that has them. */
@Tag("slow")
class SessionInputTest {
    private static final List<String> SETTINGS = List.of(
            "SET timezone = 'UTC'; SET datestyle = 'ISO, MDY'",
            "SET timezone = 'Asia/Tokyo'; SET datestyle = 'ISO, MDY'",
            "SET timezone = 'UTC'; SET datestyle = 'ISO, DMY'");

    private static final List<String> DATES = List.of(
            "2024-02-03",
            "2024-02-30",
            "02/03/2024",
            "13/02/2024",
            "02.03.2024",
            "02-03-2024",
            "02/02/2024",
            "2/3/24",
            "20240203",
            "Feb 3, 2024",
            "3-Feb-2024",
            "2024.034",
            "J2451187",
            "February 3 2024",
            "infinity",
            "-infinity",
            "epoch",
            "0044-03-15 BC",
            "Saturday 2024-02-03",
            "2024-2-3",
            "1.5.2024",
            "2024-02-03 AD",
            "");

    private static final List<String> TIMES = List.of(
            "", " 04:05", " 04:05:06", "T04:05:06.789", " 040506", "T0405", " 04:05 AM", " 4:05:06 pm", " 24:00:00");

    private static final List<String> ZONES = List.of(
            "",
            "Z",
            "+00",
            "-08",
            "+05:30",
            "-08:00:00",
            " UTC",
            " PST",
            " America/New_York",
            " z",
            " +9",
            " BC",
            "+0530");

    /** PostgreSQL does not read the zone in it. Nobody writes that, and nothing wrong is said of it. */
    private static final String MISSED = "3-Feb-2024Z";

    @ServerSource
    void whatTwoSessionsReadAsTwoValues(PostgresServer server) throws SQLException {
        List<String> days = texts(DATES);
        List<String> hours = texts(List.of(""));
        ServerCatalog catalog = ServerCatalog.of(Integer.parseInt(server.majorVersion()));
        int read = 0;
        int different = 0;
        List<String> wrong = new ArrayList<>();
        try (Connection connection = server.newDatabase().getConnection()) {
            for (Map.Entry<String, String> form : Map.of(
                            "date", "%s",
                            "timestamp", "%s",
                            "timestamptz", "%s",
                            "time", "%s",
                            "timetz", "%s",
                            "tstzrange", "[\"%s\",)",
                            "daterange", "[,%s)",
                            "tstzmultirange", "{[\"%s\",]}",
                            "_timestamptz", "{NULL,\"%s\"}",
                            "_date", "{\"%s\"}")
                    .entrySet()) {
                PgType type = catalog.type(form.getKey()).orElseThrow();
                List<String> texts = Set.of("time", "timetz").contains(form.getKey()) ? hours : days;
                for (Map.Entry<String, Boolean> text : decided(connection, form.getKey(), form.getValue(), texts)
                        .entrySet()) {
                    read++;
                    different += text.getValue() ? 1 : 0;
                    if (LiteralInput.moves(type, text.getKey())
                            || SessionInput.decides(type, text.getKey()) != text.getValue()
                                    && !text.getKey().contains(MISSED)) {
                        wrong.add(form.getKey() + " " + text);
                    }
                }
            }
        }
        System.out.printf(
                "PostgreSQL %s: %,d texts read, %,d of them differently by session, %,d wrongly judged%n",
                server.majorVersion(), read, different, wrong.size());
        assertThat(different).isPositive();
        assertThat(wrong).isEmpty();
    }

    private static List<String> texts(List<String> dates) {
        return dates.stream()
                .flatMap(date ->
                        TIMES.stream().flatMap(time -> ZONES.stream().map(zone -> (date + time + zone).strip())))
                .distinct()
                .toList();
    }

    /** Of the texts that the type reads with all settings, whether they read the same. */
    private static Map<String, Boolean> decided(Connection connection, String type, String form, List<String> texts)
            throws SQLException {
        Map<String, List<String>> readings = new TreeMap<>();
        Array all = connection.createArrayOf(
                "text", texts.stream().map(form::formatted).toArray());
        try (Statement statement = connection.createStatement();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT text, pg_temp.reading(text) FROM unnest(?::text[]) AS u (text)")) {
            statement.execute("""
                    CREATE OR REPLACE FUNCTION pg_temp.print(value anyelement) RETURNS text
                        SET timezone = 'UTC' SET datestyle = 'ISO, MDY' LANGUAGE plpgsql AS 'BEGIN RETURN value::text; END';
                    CREATE OR REPLACE FUNCTION pg_temp.reading(value text) RETURNS text LANGUAGE plpgsql AS $$
                    BEGIN
                        RETURN pg_temp.print(value::%s);
                    EXCEPTION WHEN OTHERS THEN RETURN 'refused';
                    END $$""".formatted(type));
            query.setArray(1, all);
            for (String settings : SETTINGS) {
                statement.execute(settings);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        readings.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                                .add(row.getString(2));
                    }
                }
            }
        }
        readings.values().removeIf(values -> values.contains("refused"));
        Map<String, Boolean> decided = new TreeMap<>();
        readings.forEach(
                (text, values) -> decided.put(text, values.stream().distinct().count() > 1));
        return decided;
    }
}
