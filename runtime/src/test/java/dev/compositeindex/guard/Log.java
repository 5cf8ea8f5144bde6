package dev.compositeindex.guard;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * What a class logs until this is closed, as {@code "WARN text"}: on the thread of the test, and on those that are begun
 * there. Tests that run at the same time have threads of their own.
 */
final class Log extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final ThreadLocal<Thread> TEST = new InheritableThreadLocal<>();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Thread test = Thread.currentThread();

    Log(Class<?> of) {
        this(of.getName());
    }

    /** What all classes of a package log. */
    Log(String name) {
        this.logger = (Logger) LoggerFactory.getLogger(name);
        TEST.set(Thread.currentThread());
        setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        start();
        logger.setLevel(Level.INFO);
        logger.addAppender(this);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits until a line contains this. */
    void await(String part) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (lines.stream().noneMatch(line -> line.contains(part))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never logged: " + part + ", but " + lines);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (TEST.get() == test) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        TEST.remove();
    }
}
