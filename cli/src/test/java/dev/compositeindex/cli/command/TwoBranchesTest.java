package dev.compositeindex.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two branches recorded, and are merged: what {@code check} prints leads out, whichever side is kept. */
@Tag("slow")
class TwoBranchesTest {
    private static final String TITLE = "@CompositeIndex(name = \"title_idx\", fields = \"title\")";
    private static final String SLUG = "@CompositeIndex(name = \"slug_idx\", fields = \"slug\")";
    private static final String STATE = "@CompositeIndex(name = \"state_idx\", fields = \"state\")";
    private static final String KEY = "@CompositeIndex(name = \"key_idx\", fields = \"slug\", unique = true)";

    @TempDir
    private Path folder;

    static List<Arguments> merges() {
        String title2 = TITLE.replace("\"title\"", "{\"title\", \"slug\"}");
        String slug2 = SLUG.replace("\"slug\"", "{\"slug\", \"title\"}");
        return List.of(
                row("two creates", of(), of(SLUG), of(STATE), of(SLUG, STATE)),
                row("the same index, and others", of(), of(SLUG, STATE), of(SLUG, KEY), of(SLUG, STATE, KEY)),
                row("one of the branches, in two files", of(), of(SLUG, KEY), of(STATE), of(SLUG, KEY, STATE)),
                row(
                        "two changes, each in two files",
                        of(TITLE, SLUG),
                        of(title2, SLUG),
                        of(TITLE, slug2),
                        of(title2, slug2)),
                row("a change and a drop", of(TITLE, SLUG), of(title2, SLUG), of(TITLE), of(title2)),
                row("two drops", of(TITLE, SLUG, STATE), of(TITLE, SLUG), of(TITLE, STATE), of(TITLE)),
                row(
                        "a rename and a create",
                        of(TITLE),
                        of(TITLE.replace("title_idx", "course_title_idx")),
                        of(TITLE, KEY),
                        of(TITLE.replace("title_idx", "course_title_idx"), KEY)),
                row(
                        "three files and three files",
                        of(TITLE, SLUG),
                        of(title2, SLUG, KEY),
                        of(TITLE, slug2, KEY.replace("key_idx", "other_key_idx")),
                        of(title2, slug2, KEY, KEY.replace("key_idx", "other_key_idx"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("merges")
    void eitherSideMayBeKept(String name, String[] base, String[] one, String[] other, String[] merged)
            throws IOException {
        for (int side = 0; side < 2; side++) {
            RecordedProject project = merge(base, one, other, folder.resolve("merge" + side));
            project.compile(merged);

            Console check = project.run("check");

            assertThat(check.code()).isEqualTo(ExitCode.FAILED.number());
            List<String> commands =
                    check.err().lines().filter(line -> line.startsWith("rm ")).toList();
            assertThat(commands).as(check.err()).hasSize(2);
            paste(commands.get(side));
            project.record(merged);
            check = project.run("check");
            assertThat(check.code()).as(check.out() + check.err()).isZero();
        }
    }

    @Test
    void whatIsPrinted() throws IOException {
        RecordedProject project = merge(of(), of(SLUG), of(STATE), folder.resolve("merge"));
        project.compile(SLUG, STATE);

        String at = project.migrations() + "/";
        assertThat(project.run("check").err()).endsWith("""
                error: [CI031] two branches recorded. Remove what one of them recorded and is applied nowhere yet, compile anew (mvn clean compile), and record again.
                To keep V2__create_slug_idx.sql:
                rm %1$sV2__create_state_idx.sql %1$sV2__create_state_idx.sql.conf
                To keep V2__create_state_idx.sql:
                rm %1$sV2__create_slug_idx.sql %1$sV2__create_slug_idx.sql.conf
                """.formatted(at));
    }

    /** Git sees a conflict then, and one side is taken: what the other had is recorded again. */
    @Test
    void oneNameIsAConflictOfGit() throws IOException {
        RecordedProject project = merge(of(), of(SLUG, STATE), of(SLUG, TITLE), folder.resolve("merge"));
        assertThat(project.scripts()).containsExactly("V2__create_slug_idx_and_1_more.sql");

        project.record(SLUG, STATE, TITLE);

        assertThat(project.scripts()).containsExactly("V2__create_slug_idx_and_1_more.sql", "V3__create_state_idx.sql");
        assertThat(project.run("check").code()).isZero();
    }

    /** The other side is the team's own: only ours is recorded again. */
    @Test
    void oursGivesWayToTheTeams() throws IOException {
        RecordedProject project = new RecordedProject(folder.resolve("a folder"));
        project.record(SLUG);
        project.write("V2__z.sql", "ALTER TABLE course ADD x text;\n");

        List<String> commands = project.run("check")
                .err()
                .lines()
                .filter(line -> line.startsWith("rm "))
                .toList();
        assertThat(commands).singleElement().asString().startsWith("rm '");
        paste(commands.get(0));
        project.record(SLUG);

        assertThat(project.scripts()).containsExactly("V2__z.sql", "V3__create_slug_idx.sql");
        assertThat(project.run("check").code()).isZero();
    }

    /** With other versions, as timestamps are. */
    @Test
    void anIndexThatBothRecordedIsKeptOnce() throws IOException {
        RecordedProject project = new RecordedProject(folder);
        project.record(SLUG);
        for (String ending : List.of(".sql", ".sql.conf")) {
            Files.copy(
                    project.migrations().resolve("V2__create_slug_idx" + ending),
                    project.migrations().resolve("V20260131120000__create_slug_idx" + ending));
        }

        Console check = project.run("check");

        assertThat(check.err()).startsWith("error: [CI033] ");
        List<String> commands =
                check.err().lines().filter(line -> line.startsWith("rm ")).toList();
        assertThat(commands).hasSize(2);
        paste(commands.get(1));
        assertThat(project.scripts()).containsExactly("V20260131120000__create_slug_idx.sql");
        assertThat(project.run("check").code()).isZero();
    }

    /** As git merges it: the files of both, since their names differ; of those that have one name, one side is taken. */
    private RecordedProject merge(String[] base, String[] one, String[] other, Path at) throws IOException {
        RecordedProject first = new RecordedProject(at.resolve("one"));
        RecordedProject second = new RecordedProject(at.resolve("other"));
        for (RecordedProject branch : List.of(first, second)) {
            if (base.length > 0) {
                branch.record(base);
            }
        }
        first.record(one);
        second.record(other);
        try (Stream<Path> files = Files.list(second.migrations())) {
            for (Path file : files.toList()) {
                Files.copy(file, first.migrations().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return first;
    }

    private void paste(String command) throws IOException {
        try {
            Process shell = new ProcessBuilder("sh", "-c", command).inheritIO().start();
            assertThat(shell.waitFor()).isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String[] of(String... annotations) {
        return annotations;
    }

    private static Arguments row(String name, String[] base, String[] one, String[] other, String[] merged) {
        return Arguments.of(name, base, one, other, merged);
    }
}
