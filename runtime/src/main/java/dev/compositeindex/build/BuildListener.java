package dev.compositeindex.build;

/**
 * Is told how index builds get on, for instance to draw a progress bar. Listeners are found with {@link
 * java.util.ServiceLoader}: public, with a public constructor without parameters, and named in {@code
 * META-INF/services/dev.compositeindex.build.BuildListener}.
 *
 * <p>It hears of the builds of this instance, and of those of others while this one waits for them. Of each: {@link
 * #started} once, {@link #progress} about twice a second, then {@link #finished} or {@link #failed} once. A build that
 * is over before the first look is not heard of. Calls come one at a time, from threads of ours, and hold up further
 * looks: return quickly. A listener that throws is logged and not called again; it never harms a build.
 */
public interface BuildListener {

    /** A build has been seen for the first time. */
    default void started(BuildProgress build) {}

    /** A look at a build that runs, or waits for others. */
    default void progress(BuildProgress build) {}

    /** The index is built; for a build of another instance: it is over, whichever way. */
    default void finished(BuildProgress build) {}

    /** A build of this instance has failed, or was given up. What went wrong is thrown by the migration. */
    default void failed(BuildProgress build) {}
}
