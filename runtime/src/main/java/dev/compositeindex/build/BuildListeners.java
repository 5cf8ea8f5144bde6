package dev.compositeindex.build;

import dev.compositeindex.text.Log;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Internal. The listeners of the application. Nothing that they do is thrown from here. */
public final class BuildListeners {

    private static final Log LOG = Log.of(BuildListeners.class);

    private final List<BuildListener> listeners;
    private final Log log;

    BuildListeners(List<BuildListener> listeners, Log log) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.log = log;
    }

    /** Those that a class loader finds. One that cannot be loaded is logged and left out. */
    public static BuildListeners load(ClassLoader classLoader) {
        return load(classLoader, LOG);
    }

    static BuildListeners load(ClassLoader classLoader, Log log) {
        List<BuildListener> found = new ArrayList<>();
        Iterator<BuildListener> providers =
                ServiceLoader.load(BuildListener.class, classLoader).iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return new BuildListeners(found, log);
                }
                found.add(providers.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                log.warn("A listener for index builds cannot be loaded, and is left out", e);
            }
        }
    }

    void started(BuildProgress build) {
        tell(BuildListener::started, build);
    }

    void progress(BuildProgress build) {
        tell(BuildListener::progress, build);
    }

    void finished(BuildProgress build) {
        tell(BuildListener::finished, build);
    }

    void failed(BuildProgress build) {
        tell(BuildListener::failed, build);
    }

    /** One at a time: of builds at once, each has its own thread. */
    private synchronized void tell(BiConsumer<BuildListener, BuildProgress> event, BuildProgress build) {
        for (BuildListener listener : listeners) {
            try {
                event.accept(listener, build);
            } catch (Throwable e) {
                listeners.remove(listener);
                log.warn(
                        "{} has thrown, and is not told about index builds any more. No build is affected.",
                        listener.getClass().getName(),
                        e);
            }
        }
    }
}
