package dev.compositeindex.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.publication.Reactor.Module;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import net.sourceforge.plantuml.code.TranscoderUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The picture in {@code docs/architecture.md} is drawn from the text beside it, and shows the modules that there are. {@code
 * -Dgoldens.update=true} draws it anew. Fonts differ from machine to machine, so it is the source within the picture that
 * is compared.
 */
class PictureTest {
    private static final Path TEXT = Reactor.ROOT.resolve("docs/architecture.puml");
    private static final Path PICTURE = Reactor.ROOT.resolve("docs/architecture.svg");

    private static final Pattern MODULE = Pattern.compile("(?m)^rectangle \"\\*\\*([\\w-]+)\\*\\*");
    private static final Pattern SOURCE = Pattern.compile("<!--SRC=\\[(.*?)]-->");

    @BeforeAll
    static void draw() throws IOException {
        if (Boolean.getBoolean("goldens.update")) {
            System.setProperty("java.awt.headless", "true");
            ByteArrayOutputStream svg = new ByteArrayOutputStream();
            new SourceStringReader(text()).outputImage(svg, new FileFormatOption(FileFormat.SVG));
            Files.write(PICTURE, svg.toByteArray());
        }
    }

    @Test
    void thePictureIsDrawnFromTheText() throws IOException {
        Matcher source = SOURCE.matcher(Files.readString(PICTURE));

        assertThat(source.find()).isTrue();
        assertThat(TranscoderUtil.getDefaultTranscoder().decode(source.group(1)).strip())
                .isEqualTo(text().strip());
    }

    /** A BOM is no part of anything's way; the parent is the root. */
    @Test
    void thePictureShowsEachPublishedModule() throws IOException {
        List<String> published = Reactor.published().stream()
                .map(Module::artifact)
                .map(artifact -> artifact.replace("compositeindex-", ""))
                .filter(artifact -> !List.of("parent", "bom").contains(artifact))
                .sorted()
                .toList();

        List<String> shown = MODULE.matcher(text())
                .results()
                .map(match -> match.group(1))
                .sorted()
                .toList();

        assertThat(shown).isEqualTo(published);
    }

    private static String text() throws IOException {
        return Files.readString(TEXT, StandardCharsets.UTF_8);
    }
}
