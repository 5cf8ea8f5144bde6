package dev.compositeindex.cli.analysis;

import static dev.compositeindex.cli.analysis.Reports.START;
import static dev.compositeindex.cli.analysis.Reports.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.health.IndexUse;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page, as text, and in a browser wherever there is one. */
class HtmlReportTest {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    @TempDir
    private Path folder;

    private static String page() {
        IndexUse[] before = {index("course_column_01_idx", 8192, 1), index("course_column_04_idx", 8192, 0)};
        Baselines kept = Baselines.NONE.with(Reports.of(1, START, before)).with(Reports.of(5, START, before));
        return new HtmlReport(Reports.full(), kept).page();
    }

    @Test
    void whateverANameIsItIsText() {
        assertThat(page()).contains("&lt;script&gt;alert(&#39;&amp;&quot;1").doesNotContain("<script", "<b>", "\u202e");
    }

    @Test
    void nothingIsAskedOfAnybody() {
        assertThat(page().replace("http://www.w3.org/1999/xhtml", ""))
                .contains("default-src 'none'")
                .doesNotContain("http:", "https:", "src=", "url(", "@import", "<link", "<iframe");
    }

    @Test
    void allThatIsShownHasANameAndTargetsExist() throws Exception {
        Document page = parse(page());

        assertThat(count(page, "//*[local-name()='svg'][not(@aria-label)]")).isZero();
        assertThat(count(page, "//*[local-name()='svg']//*[local-name()='a'][not(@aria-label)]"))
                .isZero();
        assertThat(count(page, "//*[local-name()='table'][not(*[local-name()='caption'])]"))
                .isZero();
        assertThat(count(page, "//*[local-name()='html'][@lang='en']")).isOne();
        assertThat(count(page, "//*[local-name()='h1']")).isOne();
        assertThat(count(page, "//*[local-name()='a'][not(substring(@href, 2) = //@id)]"))
                .isZero();
        assertThat(count(page, "//*[local-name()='circle'] | //*[@class='unused']"))
                .isEqualTo(41);
        assertThat(count(page, "//*[local-name()='article']")).isEqualTo(2);
    }

    @Test
    void anEmptyReportIsAPageToo() throws Exception {
        Document page = parse(new HtmlReport(Reports.of(1, START), Baselines.NONE).page());

        assertThat(count(page, "//*[local-name()='svg']")).isZero();
        assertThat(count(page, "//*[local-name()='h2']")).isEqualTo(4);
    }

    /** No part of it is wider than the screen, not even a phone's. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"320", "390", "1280"})
    void aBrowserShowsAllOfIt(int width) throws Exception {
        String page = page().replaceFirst("<meta http-equiv[^>]*>", "");
        Path file = Files.writeString(folder.resolve("frame.html"), """
                <!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><iframe id="phone" width="%d" height="800" style="border:0"
                onload="const d = this.contentDocument, e = d.documentElement;
                document.title = 'beyond ' + (e.scrollWidth - e.clientWidth) + ', rows ' + d.querySelectorAll('#all tbody tr').length
                 + ', hidden ' + [...d.querySelectorAll('h2, article, td, svg')].filter(x => !x.closest('details') &amp;&amp; x.getBoundingClientRect().width === 0).length"
                srcdoc="%s"></iframe>
                """.formatted(
                        width, page.replace("&", "&amp;").replace("\"", "&quot;")));

        String dom = browse(file, width + 100);

        assertThat(dom).contains("<title>beyond 0, rows 41, hidden 0</title>");
    }

    @Tag("slow")
    @Test
    void aBrowserTakesAPictureOfTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("report.html"), page());

        String dom = browse(file, 1280);

        assertThat(dom).contains("Index health").contains("course_column_39_idx");
        assertThat(folder.resolve("picture.png")).isRegularFile();
        try (InputStream picture = Files.newInputStream(folder.resolve("picture.png"))) {
            assertThat(javax.imageio.ImageIO.read(picture).getWidth()).isEqualTo(1280);
        }
    }

    /** What a browser makes of a file; the picture lies beside it. */
    private String browse(Path file, int width) throws IOException, InterruptedException {
        Optional<Path> browser = browser();
        Assumptions.assumeTrue(browser.isPresent(), "no Chromium on the path: install it to run this test");
        Path dom = folder.resolve("dom.html");
        Process process = new ProcessBuilder(
                        browser.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=" + width + ",900",
                        "--screenshot=" + folder.resolve("picture.png"),
                        "--dump-dom",
                        file.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(120, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        return Files.readString(dom, StandardCharsets.UTF_8);
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(place -> BROWSERS.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Document parse(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    private static int count(Document page, String path) throws Exception {
        return ((NodeList) XPathFactory.newInstance().newXPath().evaluate(path, page, XPathConstants.NODESET))
                .getLength();
    }
}
