package dev.compositeindex.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Work that goes on beside a test, on a thread of its own. What waits for a server must not share one: since JDK 25 the
 * common pool, where {@link CompletableFuture} runs by itself, has but one thread on a machine of two processors.
 */
public final class OwnThread {

    private OwnThread() {}

    /** What may fail. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Begins something that has no result. */
    public static CompletableFuture<Void> run(Work work) {
        return call(() -> {
            work.run();
            return null;
        });
    }

    /** Begins something. What it throws is the exception of what is returned. */
    public static <T> CompletableFuture<T> call(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
