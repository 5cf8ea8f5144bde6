package dev.compositeindex.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log that shows no text as it comes from outside. All of ours goes through it. */
public final class Log {

    private final Logger logger;

    public Log(Logger logger) {
        this.logger = logger;
    }

    public static Log of(Class<?> type) {
        return new Log(LoggerFactory.getLogger(type));
    }

    public void warn(String format, @Nullable Object... arguments) {
        logger.warn(Visible.of(format), visible(arguments));
    }

    public void info(String format, @Nullable Object... arguments) {
        logger.info(Visible.of(format), visible(arguments));
    }

    public void debug(String format, @Nullable Object... arguments) {
        if (logger.isDebugEnabled()) {
            logger.debug(Visible.of(format), visible(arguments));
        }
    }

    private static Object[] visible(@Nullable Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof Throwable thrown ? Visible.of(thrown) : Visible.of(argument))
                .toArray();
    }
}
