package dev.compositeindex.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The page is true. */
class DocumentationTest {
    private static final Path PAGE = Path.of("../docs/maven-plugin.md");
    private static final String TITLES = """
            | parameter | goals | on the command line | default | meaning |
            |---|---|---|---|---|
            """;

    /** The table is made from the plugin's descriptor: {@code -Dgoldens.update=true} writes it anew. */
    @Test
    void everyParameterIsDocumented() throws Exception {
        SortedMap<String, String> rows = new TreeMap<>();
        SortedMap<String, List<String>> goals = new TreeMap<>();
        for (Element mojo : elements(descriptor().getDocumentElement(), "mojo")) {
            for (Element parameter : elements(mojo, "parameter")) {
                String name = text(parameter, "name");
                if (Boolean.parseBoolean(text(parameter, "editable"))) {
                    goals.computeIfAbsent(name, key -> new ArrayList<>()).add("`" + text(mojo, "goal") + "`");
                    rows.put(
                            name, row(parameter, elements(mojo, "configuration").get(0)));
                }
            }
        }
        String table = TITLES;
        for (String name : rows.keySet()) {
            table += "| `%s` | %s | %s |\n".formatted(name, String.join(", ", goals.get(name)), rows.get(name));
        }
        if (Boolean.getBoolean("goldens.update")) {
            Files.writeString(
                    PAGE,
                    Pattern.compile(Pattern.quote(TITLES) + "(\\|.*\n)*")
                            .matcher(Files.readString(PAGE))
                            .replaceFirst(Matcher.quoteReplacement(table)));
        }

        assertThat(goals).hasSizeGreaterThan(4);
        assertThat(PAGE).content().contains("\n" + table + "\n");
    }

    @Test
    void theExampleIsShownAsItIs() throws IOException {
        assertThat(withoutSpace(Files.readString(Path.of("src/it/modules/application/pom.xml"))))
                .contains(withoutSpace(block(Files.readString(PAGE), 1)));
    }

    private static String row(Element parameter, Element configuration) {
        Element given = elements(configuration, text(parameter, "name")).stream()
                .findFirst()
                .orElse(null);
        String property = given == null ? "" : given.getTextContent().replaceAll("[${}]", "");
        String standard = given == null ? "" : given.getAttribute("default-value");
        return "%s | %s | %s"
                .formatted(
                        property.isEmpty() ? "" : "`-D" + property + "`",
                        standard.isEmpty() ? "" : "`" + standard + "`",
                        text(parameter, "description"));
    }

    private static Document descriptor() throws IOException, ParserConfigurationException, SAXException {
        try (InputStream file = Files.newInputStream(Path.of("target/classes/META-INF/maven/plugin.xml"))) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
        }
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        return elements(parent, name).get(0).getTextContent();
    }

    private static String block(String page, int number) {
        List<String> blocks = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
        return blocks.get(number);
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
