package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Problem;
import java.util.List;

/** A rule across all classes of a module. */
public interface ModuleRule {
    /** All of them. */
    List<ModuleRule> ALL =
            List.of(new NameTwiceRule(), new NameOfTableRule(), new EqualIndexesRule(), new FormerNameRule());

    /** The problems found; empty if the rule is kept. */
    List<Problem> check(Module module);
}
