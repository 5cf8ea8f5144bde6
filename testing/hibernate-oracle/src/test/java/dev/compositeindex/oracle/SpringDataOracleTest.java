package dev.compositeindex.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.CompositeIndexProcessor;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.ResolvedColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.annotation.Id;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.data.jdbc.core.mapping.AggregateReference;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.data.relational.core.mapping.RelationalPersistentEntity;
import org.springframework.data.relational.core.mapping.RelationalPersistentProperty;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.SqlIdentifier;

/** The same for Spring Data JDBC: its mapping context says what table and column a property has. */
class SpringDataOracleTest {
    private static final String PACKAGE = "dev.compositeindex.oracle.springdata";
    private static final Pattern MARKER = Pattern.compile("/\\*indexes of ([\\w$]+)\\*/");
    private static final IdentifierProcessing POSTGRES = JdbcPostgresDialect.INSTANCE.getIdentifierProcessing();

    @TempDir
    private Path folder;

    private final JdbcMappingContext context = new JdbcMappingContext();
    private final SortedMap<String, Optional<String>> expected = new TreeMap<>();

    @Test
    void columnsAreThoseOfSpringDataJdbc() throws Exception {
        String file = PACKAGE.replace('.', '/') + "/Aggregates.java";
        String source = Files.readString(Path.of("src/test/java", file));
        Map<String, List<String>> paths = new TreeMap<>();
        for (String name : MARKER.matcher(source)
                .results()
                .map(match -> match.group(1))
                .sorted()
                .toList()) {
            RelationalPersistentEntity<?> entity =
                    context.getRequiredPersistentEntity(Class.forName(PACKAGE + "." + name));
            String table = entity.getQualifiedTableName().toSql(POSTGRES).replace("\"", "");
            visit(name + ".", table, entity);
            paths.put(
                    name,
                    expected.keySet().stream()
                            .filter(path -> path.startsWith(name + "."))
                            .map(path -> path.substring(name.length() + 1))
                            .toList());
        }

        Map<String, String> resolved = new ResolvedColumns(folder, CompilerKind.JAVAC, CompositeIndexProcessor::new)
                .source(file, source)
                .classPath(Id.class)
                .classPath(SqlIdentifier.class)
                .classPath(AggregateReference.class)
                .of(paths);

        List<String> disagreements = new ArrayList<>();
        expected.forEach((path, column) -> {
            String ours = resolved.getOrDefault(path, "nothing");
            boolean agrees = column.map(ours.replace("\"", "")::equals)
                    .orElse(ours.startsWith("CI") && !ours.startsWith("CI001"));
            if (!agrees) {
                disagreements.add("%s: Spring Data %s, ours %s".formatted(path, column, ours));
            }
        });
        System.out.printf(
                "Spring Data JDBC: %d classes, %d properties, %d disagreements%n",
                paths.size(), expected.size(), disagreements.size());
        assertThat(disagreements).isEmpty();
        assertThat(expected).hasSizeGreaterThan(40);
    }

    private void visit(String start, String table, RelationalPersistentEntity<?> entity) {
        for (RelationalPersistentProperty property : entity) {
            String path = start + property.getName();
            if (property.isEmbedded()) {
                expected.put(path, Optional.empty());
                visit(path + ".", table, context.getRequiredPersistentEntity(property));
            } else if (property.isEntity()) {
                // Rows of another table, one or many.
                expected.put(path, Optional.empty());
            } else {
                expected.put(
                        path,
                        Optional.of(table + "."
                                + property.getColumnName().toSql(POSTGRES).replace("\"", "")));
            }
        }
    }
}
