package dev.compositeindex.cli.output;

import dev.compositeindex.health.Finding;
import java.util.LinkedHashMap;
import java.util.Map;

/** A finding as a program reads it. */
public final class FindingMembers {

    private FindingMembers() {}

    /** Its members, by name. */
    public static Map<String, Object> of(Finding finding) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", finding.kind().word());
        members.put("confidence", finding.confidence().word());
        members.put("schema", finding.schema());
        members.put("table", finding.table());
        members.put("index", finding.index());
        members.put("declaredBy", finding.declaredBy());
        members.put("evidence", finding.evidence());
        members.put("nextStep", finding.nextStep());
        return members;
    }
}
