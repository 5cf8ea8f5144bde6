package dev.compositeindex.testing;

import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The servers that tests run on: the oldest and the newest supported release. */
public enum PostgresServer {
    OLDEST(PostgresRelease.V14),
    NEWEST(PostgresRelease.V18);

    private final PostgresRelease release;

    PostgresServer(PostgresRelease release) {
        this.release = release;
    }

    /**
     * Cases on servers: in each build each of them on one, in turn, and with {@code -Pexhaustive} on both.
     *
     * @param use makes of a server and a case what a parameterized test takes
     */
    public static <C, R> Stream<R> each(Stream<C> cases, BiFunction<PostgresServer, C, R> use) {
        return Effort.share(values(), cases, 0, use);
    }

    /** The major version, {@code "14"}. */
    public String majorVersion() {
        return release.majorVersion();
    }

    /** A new, empty database of this server, owned by the superuser that the data source connects as. */
    public PGSimpleDataSource newDatabase() {
        return release.newDatabase();
    }

    /** A copy of a database of this server to which nobody is connected. */
    public PGSimpleDataSource newDatabase(PGSimpleDataSource template) {
        return release.newDatabase(template);
    }

    /** The maintenance database, for what concerns the server as a whole. */
    public DataSource maintenanceDatabase() {
        return release.maintenanceDatabase();
    }

    /** The same database on a standby of this server, which has replayed everything that is committed by now. */
    public PGSimpleDataSource onStandby(PGSimpleDataSource database) {
        return release.onStandby(database);
    }

    @Override
    public String toString() {
        return release.toString();
    }
}
