package dev.compositeindex.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shape that the package documentation promises. */
@AnalyzeClasses(packages = "dev.compositeindex.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.compositeindex.cli";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    /** So that the Maven plugin can be a face of the same code. */
    @ArchTest
    static final ArchRule onlyCommandsKnowTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".command")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..");

    @ArchTest
    static final ArchRule recordingNeedsNoDatabase = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".adoption", ROOT + ".verification", ROOT + ".analysis", ROOT + ".database")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

    @ArchTest
    static final ArchRule arrowsPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("command")
            .definedBy(ROOT + ".command")
            .layer("adoption")
            .definedBy(ROOT + ".adoption")
            .layer("verification")
            .definedBy(ROOT + ".verification")
            .layer("analysis")
            .definedBy(ROOT + ".analysis")
            .layer("recording")
            .definedBy(ROOT + ".recording")
            .layer("edges")
            .definedBy(ROOT + ".database", ROOT + ".output")
            .whereLayer("command")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("adoption")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("verification")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("analysis")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("recording")
            .mayOnlyBeAccessedByLayers("command", "adoption", "verification", "analysis");
}
