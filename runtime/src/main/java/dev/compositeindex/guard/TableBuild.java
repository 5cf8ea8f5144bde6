package dev.compositeindex.guard;

import dev.compositeindex.guard.OurMigration.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** The indexes of one table that are built ahead of their script, one after the other. Guarded by whoever has it. */
final class TableBuild {

    private final List<Section> sections = new ArrayList<>();
    private final Set<Section> built = new HashSet<>();
    private boolean taken;
    private boolean ended;
    private @Nullable FlywayException failure;

    void add(Section section) {
        sections.add(section);
    }

    List<Section> sections() {
        return sections;
    }

    /** Whether it is the caller's now: nobody else had it. */
    boolean take() {
        boolean free = !taken;
        taken = true;
        return free;
    }

    void built(Section section) {
        built.add(section);
    }

    boolean isBuilt(Section section) {
        return built.contains(section);
    }

    /** Nothing more is built, because of this if it is not null. */
    void ended(@Nullable FlywayException reason) {
        ended = true;
        failure = reason;
    }

    boolean hasEnded() {
        return ended;
    }

    @Nullable
    FlywayException failure() {
        return failure;
    }
}
