package dev.compositeindex.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The users of the application: they write to both tables all the time, in short transactions, and remember what was
 * acknowledged. They go on while indexes are built, and connect again when the server is gone.
 */
final class Writers {
    private static final int SHOWN = 10;

    private final int rows;
    private final Latencies latencies = new Latencies();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param rows how many rows the tables have before
     * @param number how many writers
     * @param bound how long a statement may take; more is a failure
     */
    Writers(Server server, String database, int rows, int number, Duration bound) {
        this.rows = rows;
        for (int i = 0; i < number; i++) {
            writers.add(new Writer(server, database, rows, i, number, bound, latencies));
        }
    }

    void start() {
        for (Writer writer : writers) {
            Thread thread = new Thread(writer, "writer");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Lets the writers finish their transactions. */
    void stop() throws InterruptedException {
        writers.forEach(Writer::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /** Waits until each writer has finished the statement that it is at, so that its time counts. */
    void awaitStatements() throws InterruptedException {
        List<Long> before = writers.stream().map(Writer::finished).toList();
        for (int i = 0; i < before.size(); i++) {
            while (writers.get(i).finished() == before.get(i)) {
                Thread.sleep(1);
            }
        }
    }

    Latencies latencies() {
        return latencies;
    }

    /** What was refused, or took too long. */
    List<String> failures() {
        return writers.stream()
                .flatMap(writer -> writer.failures().stream())
                .limit(SHOWN)
                .toList();
    }

    /** While the writers are stopped: what is not in the tables as it was acknowledged. */
    List<String> lost(Connection connection) throws SQLException {
        List<String> lost = new ArrayList<>();
        Book found = new Book();
        for (List<String> row :
                Sql.rows(connection, "SELECT id, version FROM item WHERE id >= ? OR version > 0", Writer.FIRST_OWN)) {
            found.put(Long.parseLong(row.get(0)), Integer.parseInt(row.get(1)));
        }
        writers.forEach(writer -> lost.addAll(writer.book().differences(found)));
        Set<Long> entries = new TreeSet<>();
        Sql.column(connection, "SELECT id FROM \"Audit Log\".\"Entry\" WHERE id >= ?", Writer.FIRST_OWN)
                .forEach(id -> entries.add(Long.valueOf(id)));
        if (!entries.equals(found.idsFrom(Writer.FIRST_OWN))) {
            lost.add("the rows of item and of Entry, which are written together, are not the same");
        }
        for (String table : List.of("item", "\"Audit Log\".\"Entry\"")) {
            String count = Sql.column(
                            connection,
                            "SELECT count(*) FROM %s WHERE id >= 0 AND id < ?".formatted(table),
                            Writer.FIRST_OWN)
                    .get(0);
            if (!count.equals(Integer.toString(rows))) {
                lost.add("%s had %d rows that nobody deletes; there are %s".formatted(table, rows, count));
            }
        }
        return lost.stream().limit(SHOWN).toList();
    }
}
