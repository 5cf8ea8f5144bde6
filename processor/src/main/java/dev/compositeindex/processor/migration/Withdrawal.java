package dev.compositeindex.processor.migration;

import dev.compositeindex.processor.diagnostic.Checked;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.IndexName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Gives up a unique index that was recorded, and that equal keys in some database keep from being built. The script that
 * builds it stays as it is, for the databases where it succeeded; the guard lets an empty index take the name where it has not
 * run yet, and the migration that drops the index drops either.
 *
 * @param configuration the path of the configuration, beside the script, in which it is to stand
 * @param script the name of the script
 * @param index the index as the script builds it
 */
public record Withdrawal(String configuration, String script, DeclaredIndex index) {

    /**
     * The withdrawal of an index that is recorded, or was, and is not declared any more; none if it is withdrawn.
     *
     * @param name the index as in SQL
     */
    public static Checked<Optional<Withdrawal>> of(Ledger ledger, Collection<DeclaredIndex> declared, String name) {
        List<RecordedIndex> named = ledger.known().stream()
                .filter(index -> IndexName.parse(name)
                        .filter(sql -> sql.equals(index.index().name())
                                || sql.equals(index.origin().created().name()))
                        .isPresent())
                .toList();
        if (named.isEmpty()) {
            return refused(
                    "%s cannot be withdrawn: no migration creates an index of that name. Write it as the header of the migration does."
                            .formatted(Printable.quoted(name)));
        }
        Optional<RecordedIndex> recorded = named.stream()
                .filter(index -> index.index().statement().unique())
                .reduce((before, after) -> after);
        if (recorded.isEmpty()) {
            return refused(
                    "%s cannot be withdrawn: it is not unique, so no rows keep it from being built. Remove its declaration, and record."
                            .formatted(Printable.of(name)));
        }
        DeclaredIndex index = recorded.get().index();
        if (declared.stream().anyMatch(other -> other.name().equals(index.name()) && other.isSameIndexAs(index))) {
            return refused("%s cannot be withdrawn: %s declares it. Remove the declaration, or unique = true, first."
                    .formatted(Printable.of(name), Printable.of(index.declaredBy())));
        }
        Origin origin = recorded.get().origin();
        return Checked.of(
                ledger.withdrawals().contain(origin)
                        ? Optional.empty()
                        : Optional.of(new Withdrawal(
                                RecordedFile.configurationOf(origin.path()),
                                origin.path().substring(origin.path().lastIndexOf('/') + 1),
                                origin.created())));
    }

    /** A problem for each declared index that the ledger holds, although the script that builds it is not to do so any more. */
    static List<Problem> declaredNevertheless(Ledger ledger, Collection<DeclaredIndex> declared) {
        return ledger.recorded().stream()
                .filter(recorded -> ledger.withdrawals().contain(recorded.origin()))
                .filter(recorded -> declared.stream()
                        .anyMatch(index ->
                                index.name().equals(recorded.index().name()) && index.isSameIndexAs(recorded.index())))
                .map(recorded -> new Problem(
                        Code.WITHDRAWN_INDEX,
                        new Site.OfFile(
                                RecordedFile.configurationOf(recorded.origin().path()), 1),
                        "%s is withdrawn here, but %s declares it, and no migration drops it. Remove the declaration, or restore the migration that drops it from version control."
                                .formatted(
                                        Printable.of(recorded.index().name().sql()),
                                        Printable.of(recorded.index().declaredBy()))))
                .toList();
    }

    private static Checked<Optional<Withdrawal>> refused(String text) {
        return Checked.failed(new Problem(Code.WITHDRAWN_INDEX, new Site.OfModule(), text));
    }

    /** The lines that say it: for the guard, and for who migrates without. */
    public String text() {
        String name = index.name().sql();
        return """
                %s%s
                # A later migration drops it. Until then an empty index stands in for it where it is not there yet. Without the guard, run
                # this where the script fails, then flyway repair and flyway migrate:
                #   DROP INDEX CONCURRENTLY IF EXISTS %s;
                #   CREATE INDEX CONCURRENTLY %s ON %s ((0)) WHERE false;
                """.formatted(
                        Withdrawals.START,
                        name,
                        name,
                        Identifiers.quote(index.statement().name()),
                        Identifiers.quote(index.statement().table()));
    }
}
