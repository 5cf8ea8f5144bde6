package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.diagnostic.Problem;
import java.util.List;

/** A rule across all classes of a module. */
public interface ModuleRule {
    /** What must not be, be it in one class or across several. */
    List<ModuleRule> CLASHES = List.of(new NameTwiceRule(), new NameOfTableRule(), new FormerNameRule());

    /** What is useless or missing. Told when nothing is wrong, since it takes all indexes of a table to know. */
    List<ModuleRule> ADVICE =
            List.of(new EqualIndexesRule(), new RedundantIndexRule(), new ForeignKeyRule(), new ManyIndexesRule());

    /** The problems found; empty if the rule is kept. */
    List<Problem> check(DeclaredModule module);
}
