package dev.compositeindex.torture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One writer. It inserts, changes and deletes rows of its own, and changes those that were there before. */
final class Writer implements Runnable {
    /** The first {@code id} of the rows that writers insert. */
    static final long FIRST_OWN = 1_000_000_000L;

    private static final long IDS_PER_WRITER = 100_000_000L;
    private static final int RESERVED = 10;
    private static final long PAUSE_MILLIS = 4;

    private final Server server;
    private final String database;
    private final int rows;
    private final int number;
    private final int writers;
    private final Duration bound;
    private final Latencies latencies;
    private final Random random;
    private final Book book = new Book();
    private final List<Long> own = new ArrayList<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private long next;
    private volatile boolean stopped;
    private volatile long finished;

    Writer(Server server, String database, int rows, int number, int writers, Duration bound, Latencies latencies) {
        this.server = server;
        this.database = database;
        this.rows = rows;
        this.number = number;
        this.writers = writers;
        this.bound = bound;
        this.latencies = latencies;
        this.random = new Random(number);
        this.next = FIRST_OWN + number * IDS_PER_WRITER;
    }

    void stop() {
        stopped = true;
    }

    /** How many statements came to an end. */
    long finished() {
        return finished;
    }

    /** What was acknowledged; to be read while this writer is stopped. */
    Book book() {
        return book;
    }

    List<String> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    @Override
    public void run() {
        stopped = false;
        while (!stopped) {
            try (Connection connection = server.connect(database)) {
                connection.setAutoCommit(false);
                while (!stopped) {
                    write(connection);
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (SQLException e) {
                if (!Connections.isLost(e)) {
                    failures.add("a write failed: %s %s".formatted(e.getSQLState(), e.getMessage()));
                }
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS * 5);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void write(Connection connection) throws SQLException {
        int choice = random.nextInt(10);
        if (choice < 4 || own.isEmpty()) {
            insert(connection, next++);
        } else if (choice < 6) {
            update(connection, own.get(random.nextInt(own.size())));
        } else if (choice < 9) {
            update(connection, existing());
        } else {
            delete(connection, own.get(random.nextInt(own.size())));
        }
    }

    /** A row that was there before, and that no other writer changes. */
    private long existing() {
        long shares = (rows - RESERVED) / writers;
        return RESERVED + random.nextLong(shares) * writers + number;
    }

    private void insert(Connection connection, long id) throws SQLException {
        transact(connection, id, 1, List.of("""
                        INSERT INTO item (id, code, slot, category, price, title, active, created_at, version)
                        SELECT n, 'code-' || md5(n::text), n * 7, n % 100, (n * 7919) % 10000, 'title of ' || md5(n::text),
                               n % 4 = 0, now(), 1
                          FROM CAST(? AS bigint) n""", """
                        INSERT INTO "Audit Log"."Entry" (id, item_id, kind, at)
                        SELECT n, n, 'kind ' || n % 13, now() FROM CAST(? AS bigint) n"""));
        own.add(id);
    }

    private void update(Connection connection, long id) throws SQLException {
        if (book.isInDoubt(id)) {
            return;
        }
        int version = book.version(id, 0) + 1;
        transact(
                connection,
                id,
                version,
                List.of("UPDATE item SET version = %d, price = (price + 1) %% 10000 WHERE id = ?".formatted(version)));
    }

    private void delete(Connection connection, long id) throws SQLException {
        own.remove(id);
        transact(
                connection,
                id,
                Book.ABSENT,
                List.of("DELETE FROM item WHERE id = ?", "DELETE FROM \"Audit Log\".\"Entry\" WHERE id = ?"));
    }

    /** Each statement must write one row, and the commit be acknowledged; else who knows. */
    private void transact(Connection connection, long id, int version, List<String> statements) throws SQLException {
        boolean committing = false;
        try {
            for (String sql : statements) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setLong(1, id);
                    int written = timed(sql, statement::executeUpdate);
                    if (written != 1) {
                        failures.add("%d rows instead of one for %d: %s".formatted(written, id, sql));
                    }
                }
            }
            committing = true;
            timed("COMMIT", () -> {
                connection.commit();
                return 1;
            });
            book.put(id, version);
        } catch (SQLException e) {
            if (committing) {
                own.remove(id);
                book.doubt(id, version);
            }
            throw e;
        }
    }

    private interface Call {
        int run() throws SQLException;
    }

    private int timed(String what, Call call) throws SQLException {
        long begin = System.nanoTime();
        int result = call.run();
        long end = System.nanoTime();
        finished++;
        if (!server.downtimes().overlap(begin, end)) {
            latencies.add(end - begin);
            if (end - begin > bound.toNanos()) {
                failures.add("a write took %d ms: %s".formatted((end - begin) / 1_000_000, what));
            }
        }
        return result;
    }
}
