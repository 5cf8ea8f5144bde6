package dev.compositeindex.benchmarks.build;

import dev.compositeindex.benchmarks.Samples;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Sessions that change single rows, each every few milliseconds, and say how long that took. */
final class Writers implements AutoCloseable {
    private static final long PAUSE_MILLIS = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private final FilledTables tables;
    private final int rows;
    private Samples took = new Samples();
    private volatile boolean ended;

    Writers(FilledTables tables, int number, int rows) {
        this.tables = tables;
        this.rows = rows;
        for (int i = 0; i < number; i++) {
            int seed = i;
            running.add(threads.submit(() -> write(seed)));
        }
    }

    /** From now on it is measured. */
    synchronized void begin() {
        took = new Samples();
    }

    /** What each write took since then, in milliseconds. */
    synchronized Samples end() {
        Samples all = took;
        took = new Samples();
        return all;
    }

    private synchronized void add(double milliseconds) {
        took.add(milliseconds);
    }

    private @Nullable Void write(int seed) throws SQLException, InterruptedException {
        Random random = new Random(seed);
        try (Connection connection = tables.connect();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE t0 SET level = level + 1, title = md5(title) WHERE id = ?")) {
            while (!ended) {
                update.setLong(1, 1 + random.nextInt(rows));
                long begin = System.nanoTime();
                update.executeUpdate();
                add((System.nanoTime() - begin) / 1e6);
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        return null;
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdown();
        try {
            for (Future<?> writer : running) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a writer failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
