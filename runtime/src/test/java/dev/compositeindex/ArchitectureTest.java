package dev.compositeindex;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.flywaydb.core.api.FlywayException;

@AnalyzeClasses(packages = "dev.compositeindex", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("(**)").should().beFreeOfCycles();

    /** Flyway and the driver are optional: whoever only verifies may have neither Flyway nor, to compile, the driver. */
    @ArchTest
    static final ArchRule VERIFIER_AND_HEALTH_NEED_NOTHING_BUT_JDBC = classes()
            .that()
            .resideInAnyPackage("dev.compositeindex.catalog", "dev.compositeindex.verify", "dev.compositeindex.health")
            .should()
            .onlyDependOnClassesThat(Predicates.resideInAnyPackage(
                    "java..",
                    "javax.sql..",
                    "org.jspecify..",
                    "dev.compositeindex.catalog",
                    "dev.compositeindex.health",
                    "dev.compositeindex.registry",
                    "dev.compositeindex.text",
                    "dev.compositeindex.verify"));

    @ArchTest
    static final ArchRule THE_WATCH_NEEDS_NOTHING_BUT_JDBC_AND_A_LOG = classes()
            .that()
            .resideInAPackage("dev.compositeindex.build")
            .should()
            .onlyDependOnClassesThat(Predicates.resideInAnyPackage(
                    "java..", "org.jspecify..", "dev.compositeindex.text", "dev.compositeindex.build"));

    /** So that nothing is logged, and nothing refused, in text as it comes from outside. */
    @ArchTest
    static final ArchRule EVERYTHING_IS_LOGGED_VISIBLY = noClasses()
            .that()
            .resideOutsideOfPackage("dev.compositeindex.text")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule EVERYTHING_IS_REFUSED_VISIBLY = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.compositeindex.guard.Refusal")
            .should()
            .callConstructorWhere(DescribedPredicate.describe(
                    "a FlywayException is made", call -> call.getTargetOwner().isEquivalentTo(FlywayException.class)));
}
