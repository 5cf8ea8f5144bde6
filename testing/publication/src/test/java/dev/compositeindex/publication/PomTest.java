package dev.compositeindex.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.publication.Reactor.Module;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.model.Dependency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be told of a release from the POMs alone, in every build. */
class PomTest {
    private static final String OUR_GROUP = "dev.compositeindex";

    static List<Module> published() {
        return Reactor.published();
    }

    static List<Module> notPublished() {
        return Reactor.notPublished();
    }

    @Test
    void bothKindsAreFound() {
        assertThat(published())
                .extracting(Module::artifact)
                .contains("compositeindex-parent", "compositeindex-runtime");
        assertThat(notPublished()).extracting(Module::artifact).contains("compositeindex-publication");
    }

    @ParameterizedTest
    @MethodSource("published")
    void thePomHasWhatMavenCentralDemands(Module module) {
        Set<String> published = published().stream().map(Module::artifact).collect(Collectors.toSet());

        assertThat(Demands.notMetBy(module.own(), module.effective(), published))
                .isEmpty();
        assertThat(module.effective().getGroupId()).isEqualTo(OUR_GROUP);
        // Not the folder's name appended to the parent's, as is Maven's way if nobody says otherwise.
        assertThat(List.of(
                        module.effective().getUrl(), module.effective().getScm().getUrl()))
                .containsOnly("https://github.com/compositeindex/compositeindex");
    }

    /** So that neither the deploy plugin nor the release profile, nor an install, takes it for one of the others. */
    @ParameterizedTest
    @MethodSource("notPublished")
    void whatIsNotPublishedSaysSoInOneWay(Module module) {
        assertThat(module.own().getProperties())
                .containsEntry("maven.deploy.skip", "true")
                .doesNotContainKey("maven.install.skip");
        assertThat(module.effective().getProperties()).containsEntry("maven.install.skip", "true");
    }

    /** A plugin's version is out of its reach; the parent and itself are no dependencies. */
    @Test
    void theBomListsEachPublishedJar() {
        Module bom = published().stream()
                .filter(module -> module.artifact().equals("compositeindex-bom"))
                .findFirst()
                .orElseThrow();
        List<Dependency> managed = bom.own().getDependencyManagement().getDependencies();

        assertThat(managed)
                .extracting(Dependency::getArtifactId)
                .containsExactlyElementsOf(published().stream()
                        .filter(Module::isJar)
                        .map(Module::artifact)
                        .sorted()
                        .toList());
        assertThat(managed).allSatisfy(dependency -> {
            assertThat(dependency.getGroupId()).isEqualTo(OUR_GROUP);
            assertThat(dependency.getVersion()).isEqualTo("${project.version}");
        });
    }
}
