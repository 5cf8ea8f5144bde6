package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.Proxies;
import dev.compositeindex.testing.ServerSource;
import dev.compositeindex.verify.IndexVerifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

/** Some pools close a connection because of what the server says. What it said is the error, and not that it is closed. */
class FirstErrorTest {

    @TempDir
    private Path folder;

    /** HikariCP does so on 0A000. */
    @ServerSource
    void ofAScript(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            project.run("CREATE TABLE parted (level text) PARTITION BY LIST (level)");
            project.script(
                    "V2__create_parted_idx.sql",
                    "create parted_idx",
                    "CREATE INDEX parted_idx ON parted (level)",
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS parted_idx ON parted (level)");
            HikariConfig config = new HikariConfig();
            config.setDataSource(project.database());
            try (HikariDataSource pool = new HikariDataSource(config)) {
                assertThatThrownBy(
                                () -> project.flyway().dataSource(pool).load().migrate())
                        .hasMessageContaining("cannot create index on partitioned table \"parted\" concurrently");
            }
        }
    }

    @ServerSource
    void ofALook(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder).create(2, Project.PLAIN)) {
            project.run("CREATE INDEX course_idx ON course (level)");

            assertThatThrownBy(() -> project.flyway()
                            .dataSource(closing(project.database(), "compositeindex_build"))
                            .load()
                            .migrate())
                    .hasMessageContaining("what the server said");
        }
    }

    @ServerSource
    void ofTheVerifier(PostgresServer server) throws Exception {
        try (Project project = Project.withTable(server, folder)) {
            project.run("CREATE INDEX course_idx ON course (level) WHERE id > 5");
            IndexDefinition index = IndexDefinition.builder("course_idx")
                    .table("course")
                    .key(IndexKey.column("level"))
                    .where("id > 5")
                    .declaredBy("app.Course")
                    .definition("CREATE INDEX course_idx ON course (level) WHERE id > 5")
                    .build();

            for (String part : List.of("compositeindex_build", "WITH declared", "set_config")) {
                assertThatThrownBy(() -> IndexVerifier.of(closing(project.database(), part))
                                .verify(() -> List.of(index)))
                        .hasMessageContaining("what the server said");
            }
        }
    }

    /** A pool that closes a connection when a statement with this in it is run, because of an error. */
    private static DataSource closing(DataSource database, String part) {
        return Proxies.of(DataSource.class, (proxy, method, arguments) -> {
            Object result = method.invoke(database, arguments);
            return result instanceof Connection connection ? closing(connection, part) : result;
        });
    }

    private static Connection closing(Connection connection, String part) {
        return Proxies.of(Connection.class, (proxy, method, arguments) -> {
            Object result = method.invoke(connection, arguments);
            boolean isMeant = result instanceof PreparedStatement && ((String) arguments[0]).contains(part);
            if (result instanceof java.sql.Statement statement) {
                Class<? extends java.sql.Statement> type =
                        result instanceof PreparedStatement ? PreparedStatement.class : java.sql.Statement.class;
                return Proxies.of(type, (p, executed, values) -> {
                    if (executed.getName().startsWith("execute")
                            && (isMeant
                                    || values != null
                                            && String.valueOf(values[0]).contains(part))) {
                        connection.close();
                        throw new SQLException("what the server said", "0A000");
                    }
                    return executed.invoke(statement, values);
                });
            }
            return result;
        });
    }
}
