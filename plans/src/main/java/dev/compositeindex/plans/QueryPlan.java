package dev.compositeindex.plans;

import java.util.List;

/**
 * A plan that PostgreSQL has for a query.
 *
 * @param root the topmost step
 * @param text the same as the server prints it for people
 */
record QueryPlan(PlanStep root, String text) {

    List<PlanStep> steps() {
        return root.all().toList();
    }
}
