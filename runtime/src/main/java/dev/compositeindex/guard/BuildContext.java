package dev.compositeindex.guard;

import dev.compositeindex.build.BuildListeners;
import dev.compositeindex.build.BuildSettings;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What all builds of a call of Flyway have in common.
 *
 * @param settings what the application has set
 * @param listeners who are told
 * @param own our session, which watches; empty if there is none
 * @param dataSource where more sessions come from
 */
record BuildContext(BuildSettings settings, BuildListeners listeners, Optional<OwnSession> own, DataSource dataSource) {

    /** The same for one that builds one index after the other. */
    BuildContext oneByOne() {
        return new BuildContext(
                new BuildSettings(settings.patience(), settings.queryLength(), settings.progressInterval()),
                listeners,
                own,
                dataSource);
    }
}
