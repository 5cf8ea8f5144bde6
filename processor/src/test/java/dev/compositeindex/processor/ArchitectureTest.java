package dev.compositeindex.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shape that the package documentation promises. */
@AnalyzeClasses(packagesOf = CompositeIndexProcessor.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.compositeindex.processor";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    /** JavaPoet asks for {@code Modifier}, an enum that says nothing about the user's code. */
    @ArchTest
    static final ArchRule onlyTheShellAndAptSeeTheCompiler = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".apt", ROOT + ".shaded..")
            .should()
            .dependOnClassesThat(resideInAPackage("javax.lang.model..")
                    .or(resideInAPackage("javax.annotation.processing.."))
                    .or(resideInAPackage("javax.tools.."))
                    .and(not(name("javax.lang.model.element.Modifier"))));

    @ArchTest
    static final ArchRule onlyCodegenSeesJavaPoet = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".codegen", ROOT + ".shaded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.palantir.javapoet..");

    /** The processor runs in compilers, where there is no driver. */
    @ArchTest
    static final ArchRule nothingSeesDatabases =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule arrowsPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("shell")
            .definedBy(ROOT)
            .layer("apt")
            .definedBy(ROOT + ".apt")
            .layer("pipeline")
            .definedBy(ROOT + ".pipeline")
            .layer("stages")
            .definedBy(
                    ROOT + ".codegen",
                    ROOT + ".migration",
                    ROOT + ".manifest",
                    ROOT + ".rules",
                    ROOT + ".analysis",
                    ROOT + ".mapping",
                    ROOT + ".builtin",
                    ROOT + ".typing",
                    ROOT + ".grammar",
                    ROOT + ".sql")
            .layer("options")
            .definedBy(ROOT + ".options")
            .layer("values")
            .definedBy(ROOT + ".model", ROOT + ".diagnostic")
            .whereLayer("shell")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("apt")
            .mayOnlyBeAccessedByLayers("shell")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("shell", "apt")
            .whereLayer("stages")
            .mayOnlyBeAccessedByLayers("shell", "apt", "pipeline", "options")
            .whereLayer("options")
            .mayOnlyBeAccessedByLayers("shell", "apt", "pipeline");
}
