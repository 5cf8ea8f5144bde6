package dev.compositeindex.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.MigrationFolder;
import dev.compositeindex.processor.migration.RecordedFile;
import dev.compositeindex.processor.migration.RecordedHeader;
import dev.compositeindex.processor.migration.Withdrawal;
import dev.compositeindex.processor.sql.IndexStatement;
import dev.compositeindex.processor.sql.NameSwap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The processor and the guard read the same in our scripts. Neither may depend on the other, and what users put annotations
 * with is no place for a lexer; so it is there twice, and this holds the two against each other.
 */
class SameScriptsTest {
    private static final int SCRIPTS = 3000;
    private static final int LONGEST = 40;

    private static final List<String> PIECES = List.of(
            "\n",
            "\n",
            "\n",
            "\r\n",
            " ",
            "\t",
            ";",
            ";\n",
            "'",
            "''",
            "E'",
            "e'\\\\'",
            "\\",
            "\"",
            "\"\"",
            "$$",
            "$a$",
            "$b$",
            "a$$b",
            "$1",
            "/*",
            "*/",
            "--",
            "-- ",
            "--\n",
            "x",
            "\u00e9",
            "COPY t FROM STDIN;\n",
            "copy t (a) from stdin ;\n",
            "\\.\n",
            "\\.x\n",
            "DO $$ BEGIN END $$;\n",
            "SELECT 'a;b'",
            "-- Licence: don't\n",
            "-- compositeindex: drop a_idx\n",
            "-- compositeindex: create b_idx\n-- declared by: A\n-- definition: CREATE INDEX b_idx ON t (b)\n",
            "-- compositeindex: rename a to \"b; --\"\r\n-- declared by: A\r\n-- reviewed by: me\r\n\r\n");

    @TempDir
    private Path folder;

    @Test
    void bothFindTheSameHeaders() throws IOException {
        Random random = new Random(14);
        int found = 0;
        for (int i = 0; i < SCRIPTS; i++) {
            String script = script(random);

            List<List<String>> theirs = ScriptSections.headers(script).stream()
                    .map(ScriptSections.Header::lines)
                    .toList();

            // What is damaged or indented is told by the processor, and never comes to the guard.
            assertThat(headers(script)).as(script).isEqualTo(theirs);
            found += theirs.size();
        }
        assertThat(found).isGreaterThan(SCRIPTS / 5);
    }

    @Test
    void bothKnowTheMarks() {
        assertThat(Inspector.REPLACED).isEqualTo(NameSwap.MARK);
        IndexStatement statement =
                IndexStatement.parse("CREATE UNIQUE INDEX a_idx ON t (a)").orElseThrow();
        assertThat(new Withdrawal("V1__a.sql.conf", "V1__a.sql", DeclaredIndex.of(statement, "A")).text())
                .startsWith(OurMigration.WITHDRAWN + "a_idx\n");
    }

    private static String script(Random random) {
        StringBuilder script = new StringBuilder();
        for (int length = random.nextInt(LONGEST); length >= 0; length--) {
            script.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return script.toString();
    }

    private List<List<String>> headers(String script) throws IOException {
        Files.writeString(folder.resolve("V1__a.sql"), script);
        return MigrationFolder.read(folder).stream()
                .map(RecordedFile::parts)
                .flatMap(List::stream)
                .filter(RecordedHeader.class::isInstance)
                .map(part -> ((RecordedHeader) part).lines())
                .filter(lines -> lines.get(0).startsWith(ScriptSections.START))
                .toList();
    }
}
