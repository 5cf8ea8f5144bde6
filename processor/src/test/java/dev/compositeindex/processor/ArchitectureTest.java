package dev.compositeindex.processor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    static final ArchRule theModelIsValues =
            classes().that().resideInAPackage(ROOT + ".model").should(beARecordOrAnEnum());

    /** All else is pure functions. Options ask whether a folder exists. */
    @ArchTest
    static final ArchRule onlyTheEdgesReadAndWriteFiles = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".apt", ROOT + ".options", ROOT + ".builtin", ROOT + ".shaded..")
            .and()
            .doNotHaveSimpleName("MigrationFolder")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InputStream.class);

    private static ArchCondition<JavaClass> beARecordOrAnEnum() {
        return ArchCondition.from(
                describe("be a record or an enum", type -> type.isRecord() || type.isEnum() || type.isInterface()));
    }

    /** The floors stand in the root's package documentation; packages of one floor do not know each other. */
    @ArchTest
    static void arrowsPointDown(JavaClasses classes) throws IOException {
        List<List<String>> floors = floors();
        for (int i = 0; i < floors.size(); i++) {
            List<String> notBelow =
                    floors.subList(0, i + 1).stream().flatMap(List::stream).toList();
            for (String room : floors.get(i)) {
                noClasses()
                        .that()
                        .resideInAPackage(room)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(notBelow.stream()
                                .filter(other -> !other.equals(room))
                                .toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }

    @ArchTest
    static void everyPackageHasItsFloor(JavaClasses classes) throws IOException {
        assertThat(floors().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(classes.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.startsWith(ROOT + ".shaded"))
                        .collect(Collectors.toSet()));
    }

    private static List<List<String>> floors() throws IOException {
        String page = Files.readString(
                Path.of("src/main/java", ROOT.replace('.', '/'), "package-info.java"), StandardCharsets.UTF_8);
        Matcher picture = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL).matcher(page);
        assertThat(picture.find()).isTrue();
        return picture.group(1)
                .lines()
                .map(line -> line.replaceFirst("^ \\*", "").strip())
                .filter(line -> !line.isEmpty())
                .map(floor -> Arrays.stream(floor.split("\\s*\\|\\s*"))
                        .map(room -> room.equals("the shell") ? ROOT : ROOT + "." + room)
                        .toList())
                .toList();
    }
}
