package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.model.EntityDecl;
import java.util.List;

/** A rule about an annotated type as a whole. Each looks at what was written, so none hides another. */
public interface EntityRule {
    /** All of them. */
    List<EntityRule> ALL = List.of(new ShapeRule(), new TableNameRule());

    /** The problems found; empty if the rule is kept. */
    List<Problem> check(EntityDecl entity);
}
