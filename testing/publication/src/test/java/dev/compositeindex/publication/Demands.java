package dev.compositeindex.publication;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Developer;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.Scm;
import org.jspecify.annotations.Nullable;

/** What Maven Central demands of a POM (central.sonatype.org/publish/requirements), and what we demand of ours beyond that. */
final class Demands {
    private static final Set<String> TO_RUN = Set.of("compile", "runtime");

    private Demands() {}

    /**
     * What is missing or wrong.
     *
     * @param own the POM as it is written, for what must not be inherited
     * @param pom the same with what it inherits
     * @param published the artifacts that are published beside it
     */
    static List<String> notMetBy(Model own, Model pom, Set<String> published) {
        List<String> notMet = new ArrayList<>();
        present(notMet, "name", own.getName());
        present(notMet, "description", own.getDescription());
        present(notMet, "url", pom.getUrl());
        license(notMet, pom.getLicenses());
        developer(notMet, pom.getDevelopers());
        scm(notMet, pom.getScm());
        if (!own.getRepositories().isEmpty() || !own.getPluginRepositories().isEmpty()) {
            notMet.add("repositories: it names some, and whoever uses it would download from there");
        }
        for (Dependency dependency : pom.getDependencies()) {
            boolean isOurs = dependency.getGroupId().equals(pom.getGroupId());
            String scope = dependency.getScope() == null ? "compile" : dependency.getScope();
            if (TO_RUN.contains(scope) && isOurs && !published.contains(dependency.getArtifactId())) {
                notMet.add("dependencies: " + dependency.getArtifactId() + " is not published");
            }
            if (scope.equals("system")) {
                notMet.add("dependencies: " + dependency.getArtifactId() + " has scope system");
            }
        }
        return notMet;
    }

    private static void license(List<String> notMet, List<License> licenses) {
        if (licenses.isEmpty()) {
            notMet.add("licenses");
        }
        for (License license : licenses) {
            present(notMet, "licenses/license/name", license.getName());
            present(notMet, "licenses/license/url", license.getUrl());
        }
    }

    private static void developer(List<String> notMet, List<Developer> developers) {
        if (developers.isEmpty()) {
            notMet.add("developers");
        }
        for (Developer developer : developers) {
            present(notMet, "developers/developer/name", developer.getName());
        }
    }

    private static void scm(List<String> notMet, @Nullable Scm scm) {
        if (scm == null) {
            notMet.add("scm");
        } else {
            present(notMet, "scm/connection", scm.getConnection());
            present(notMet, "scm/developerConnection", scm.getDeveloperConnection());
            present(notMet, "scm/url", scm.getUrl());
        }
    }

    private static void present(List<String> notMet, String element, @Nullable String value) {
        if (value == null || value.isBlank()) {
            notMet.add(element);
        }
    }
}
