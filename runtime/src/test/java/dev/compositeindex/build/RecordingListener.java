package dev.compositeindex.build;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told. */
final class RecordingListener implements BuildListener {

    final List<String> events = new ArrayList<>();
    final List<BuildProgress> builds = new ArrayList<>();

    @Override
    public void started(BuildProgress build) {
        record("started", build);
    }

    @Override
    public void progress(BuildProgress build) {
        record("progress", build);
    }

    @Override
    public void finished(BuildProgress build) {
        record("finished", build);
    }

    @Override
    public void failed(BuildProgress build) {
        record("failed", build);
    }

    private void record(String event, BuildProgress build) {
        if (events.isEmpty() || !events.get(events.size() - 1).equals(event)) {
            events.add(event);
        }
        builds.add(build);
    }
}
