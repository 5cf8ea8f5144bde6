package dev.compositeindex.plans;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads what {@code EXPLAIN (FORMAT XML)} prints. */
final class PlanXml {

    private PlanXml() {}

    /**
     * The topmost step.
     *
     * @throws IllegalArgumentException if that is no plan
     */
    static PlanStep read(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element document = factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
            for (Element query : children(document, "Query")) {
                for (Element plan : children(query, "Plan")) {
                    return step(plan);
                }
            }
            throw new IllegalArgumentException("no plan in " + xml);
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalArgumentException("the server's plan is not XML: " + xml, e);
        }
    }

    private static PlanStep step(Element plan) {
        List<PlanStep> inputs = new ArrayList<>();
        for (Element plans : children(plan, "Plans")) {
            for (Element input : children(plans, "Plan")) {
                inputs.add(step(input));
            }
        }
        return new PlanStep(
                text(plan, "Node-Type"),
                text(plan, "Relation-Name"),
                text(plan, "Index-Name"),
                text(plan, "Index-Cond"),
                text(plan, "Filter"),
                inputs);
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream()
                .map(Node::getTextContent)
                .findFirst()
                .orElse("");
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }
}
