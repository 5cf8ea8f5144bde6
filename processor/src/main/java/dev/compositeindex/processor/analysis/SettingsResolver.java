package dev.compositeindex.processor.analysis;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.IndexDecl;
import dev.compositeindex.processor.model.IndexSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings are no part of an index's identity. Each is checked at its attribute. */
final class SettingsResolver {
    private static final String RESERVED = "pg_";
    private static final String DEFAULT_TABLESPACE = "pg_default";

    private final IndexDecl index;
    private final List<Problem> problems = new ArrayList<>();

    private SettingsResolver(IndexDecl index) {
        this.index = index;
    }

    static Checked<IndexSettings> resolve(IndexDecl index) {
        return new SettingsResolver(index).resolve();
    }

    private Checked<IndexSettings> resolve() {
        SortedMap<String, String> storageParameters = storageParameters();
        checkTablespace();
        checkComment();
        checkFormerName();
        return Checked.of(
                new IndexSettings(storageParameters, index.tablespace(), index.comment(), index.renamedFrom()),
                problems);
    }

    private SortedMap<String, String> storageParameters() {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < index.with().size(); i++) {
            Site site = index.site().attribute("with", i);
            Checked<StorageParameter> parsed =
                    StorageParameter.parse(index.with().get(i), index.using(), site);
            problems.addAll(parsed.problems());
            parsed.value().ifPresent(parameter -> {
                if (parameters.putIfAbsent(parameter.name(), parameter.value()) != null) {
                    problems.add(new Problem(
                            Code.BAD_STORAGE_PARAMETER,
                            site,
                            "%s is set already. Set each storage parameter once."
                                    .formatted(Printable.quoted(parameter.name()))));
                }
            });
        }
        return parameters;
    }

    private void checkTablespace() {
        String name = index.tablespace();
        if (name.isEmpty()) {
            return;
        }
        Site site = index.site().attribute("tablespace");
        problems.addAll(NameProblems.of("the tablespace name", name, site));
        if (name.startsWith(RESERVED) && !name.equals(DEFAULT_TABLESPACE)) {
            problems.add(new Problem(
                    Code.UNUSABLE_NAME,
                    site,
                    "the tablespace name %s starts with %s, which PostgreSQL keeps for its own tablespaces, and of those "
                                    .formatted(Printable.quoted(name), Printable.quoted(RESERVED))
                            + "only %s takes indexes. Name another one."
                                    .formatted(Printable.quoted(DEFAULT_TABLESPACE))));
        }
    }

    private void checkComment() {
        String comment = index.comment();
        if (comment.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(comment)) {
            problems.add(new Problem(
                    Code.UNUSABLE_COMMENT,
                    index.site().attribute("comment"),
                    "the comment %s contains a NUL character or half of a surrogate pair, which no database stores. Remove it."
                            .formatted(Printable.quoted(comment))));
        }
    }

    private void checkFormerName() {
        if (!index.renamedFrom().isEmpty()) {
            problems.addAll(NameProblems.of(
                    "the former name", index.renamedFrom(), index.site().attribute("renamedFrom")));
        }
    }
}
