package dev.compositeindex.cli.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.cli.adoption.UndeclaredIndexes.OfTable;
import dev.compositeindex.testing.CompilerKind;
import dev.compositeindex.testing.HostileTexts;
import dev.compositeindex.testing.PostgresServer;
import dev.compositeindex.testing.ServerSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Names, comments and predicates that a database brings in: printed visibly, pasted into Java that compiles, and recorded. */
@Tag("slow")
class HostileNamesTest {
    private static final int NAMES = 300;

    @TempDir
    private Path folder;

    @ServerSource
    void whatADatabaseBringsIn(PostgresServer server) throws IOException, SQLException {
        AdoptedProject project = new AdoptedProject(folder, server.newDatabase());
        project.sql("CREATE TABLE course (title text)");
        List<String> names = HostileTexts.names(NAMES).stream()
                .filter(name -> name.indexOf('\0') < 0)
                .toList();
        for (int i = 0; i < names.size(); i++) {
            String quoted = '"' + names.get(i).replace("\"", "\"\"") + '"';
            String literal = "E'" + names.get(i).replace("\\", "\\\\").replace("'", "\\'") + "'";
            project.sql(
                    "CREATE INDEX %s ON course (title) WHERE title <> %s".formatted(quoted, literal),
                    "COMMENT ON INDEX %s IS %s".formatted(quoted, literal));
        }
        compile(project, List.of());

        Adoption adoption = project.adopt();
        assertThat(adoption.text()).allMatch(HostileTexts::isVisible);
        List<Proposal> proposals = adoption.undeclared().stream()
                .map(OfTable::proposals)
                .flatMap(List::stream)
                .toList();
        assertThat(proposals).hasSize(names.size());
        List<String> annotations = proposals.stream()
                .filter(Proposal.Declarable.class::isInstance)
                .map(proposal -> ((Proposal.Declarable) proposal).annotation())
                .toList();
        assertThat(annotations).hasSizeGreaterThan(NAMES / 4).allMatch(HostileTexts::isVisible);

        compile(project, annotations);
        assertThat(project.adopt().findings())
                .hasSameSizeAs(annotations)
                .allSatisfy(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.EQUAL));
        project.record();
        assertThat(project.adopt().findings()).isEmpty();
    }

    private static void compile(AdoptedProject project, List<String> annotations) throws IOException {
        project.source(
                        "com/acme/Course.java",
                        annotations.stream()
                                .map(annotation -> "@dev.compositeindex." + annotation.substring(1) + "\n")
                                .collect(Collectors.joining(
                                        "", "package com.acme;\n", "class Course { String title; }")))
                .compile(CompilerKind.JAVAC);
    }
}
