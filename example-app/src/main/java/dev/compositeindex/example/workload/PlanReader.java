package dev.compositeindex.example.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@code EXPLAIN (ANALYZE, FORMAT JSON)} prints. */
final class PlanReader {

    private final ObjectMapper json = new ObjectMapper();

    /**
     * The plan in the server's answer.
     *
     * @throws IllegalArgumentException if that is no plan that was carried out
     */
    Plan read(String explained) {
        JsonNode statement;
        try {
            statement = json.readTree(explained).path(0);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the server's plan is not JSON", e);
        }
        JsonNode millis = statement.path("Execution Time");
        if (!statement.path("Plan").isObject() || !millis.isNumber()) {
            throw new IllegalArgumentException("neither plan nor execution time in " + explained);
        }
        return new Plan(step(statement.path("Plan")), millis.doubleValue());
    }

    private static Plan.Step step(JsonNode node) {
        List<Plan.Step> inputs = new ArrayList<>();
        node.path("Plans").forEach(input -> inputs.add(step(input)));
        return new Plan.Step(
                node.path("Node Type").asText(),
                text(node, "Relation Name"),
                text(node, "Index Name"),
                text(node, "Index Cond"),
                inputs);
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.path(name).asText()) : Optional.empty();
    }
}
