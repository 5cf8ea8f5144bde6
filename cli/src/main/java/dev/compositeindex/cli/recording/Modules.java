package dev.compositeindex.cli.recording;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.migration.DeclaredIndex;
import dev.compositeindex.processor.migration.RecordedFile;
import dev.compositeindex.processor.sql.IndexName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What several modules declare together, module by module. */
final class Modules {
    private final List<DeclaredIndex> indexes = new ArrayList<>();
    private final List<RecordedFile> javaMigrations = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<IndexName, Declaration> declarations = new HashMap<>();
    private final Map<String, String> moduleOfFile = new HashMap<>();

    /** Adds what a module declares. */
    Modules add(ClassRoot root) throws IOException {
        Checked<Map<String, List<DeclaredIndex>>> desired = root.desired();
        problems.addAll(desired.problems());
        desired.value().orElse(Map.of()).forEach((file, declared) -> {
            String before = moduleOfFile.putIfAbsent(file, root.name());
            if (before == null) {
                declared.forEach(index -> add(index, file));
            } else {
                problems.add(registryTwice(file, before, root.name()));
            }
        });
        javaMigrations.addAll(root.javaMigrations(CompiledModule.LOCATION));
        return this;
    }

    List<DeclaredIndex> indexes() {
        return indexes;
    }

    List<RecordedFile> javaMigrations() {
        return javaMigrations;
    }

    List<Problem> problems() {
        return problems;
    }

    private void add(DeclaredIndex index, String file) {
        Declaration before = declarations.putIfAbsent(index.name(), new Declaration(index.declaredBy(), file));
        if (before == null) {
            indexes.add(index);
            return;
        }
        problems.add(new Problem(
                Code.NAME_IN_TWO_MODULES,
                new Site.OfModule(),
                "%s is declared by %s (%s) and by %s (%s). Names are unique in a schema: give one of them another name."
                        .formatted(
                                Printable.quoted(index.name().sql()),
                                before.declaredBy(),
                                Printable.of(before.file()),
                                index.declaredBy(),
                                Printable.of(file))));
    }

    private static Problem registryTwice(String file, String module, String other) {
        return new Problem(
                Code.REGISTRY_IN_TWO_MODULES,
                new Site.OfFile(file, 1),
                "%s and %s have this file, so their registries have one name, and an application finds only one of them. Name another in one module with -Acompositeindex.registry."
                        .formatted(Printable.of(module), Printable.of(other)));
    }

    private record Declaration(String declaredBy, String file) {}
}
