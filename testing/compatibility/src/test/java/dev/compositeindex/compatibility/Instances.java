package dev.compositeindex.compatibility;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** Several instances of an application that start at the same moment. */
final class Instances {

    private Instances() {}

    /**
     * How many migrations all of them ran together.
     *
     * @param flyway one for each instance
     * @throws ExecutionException if one fails
     */
    static int migrate(int count, Supplier<Flyway> flyway) throws ExecutionException, InterruptedException {
        ExecutorService instances = Executors.newFixedThreadPool(count);
        try {
            CyclicBarrier start = new CyclicBarrier(count);
            List<Callable<Integer>> starts = Stream.generate(flyway)
                    .limit(count)
                    .<Callable<Integer>>map(instance -> () -> {
                        start.await();
                        return instance.migrate().migrationsExecuted;
                    })
                    .toList();
            int executed = 0;
            for (Future<Integer> instance : instances.invokeAll(starts)) {
                executed += instance.get();
            }
            return executed;
        } finally {
            instances.shutdownNow();
        }
    }
}
