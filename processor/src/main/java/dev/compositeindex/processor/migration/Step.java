package dev.compositeindex.processor.migration;

import java.util.regex.Pattern;

/**
 * One migration, without a version yet.
 *
 * @param entry what it does
 * @param text the script
 * @param configuration Flyway's configuration of the script
 */
public record Step(LedgerEntry entry, String text, String configuration) {
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9_]");

    /** The name of the script under a version. Names of indexes may hold what names of files may not. */
    String fileName(Version version) {
        return "V%s__%s.sql".formatted(version.text(), title());
    }

    private String title() {
        if (entry instanceof LedgerEntry.Create create) {
            return "create_" + plain(create.index().statement().name());
        } else if (entry instanceof LedgerEntry.Drop drop) {
            return "drop_" + plain(drop.name().name());
        } else if (entry instanceof LedgerEntry.Rename rename) {
            return "rename_%s_to_%s"
                    .formatted(
                            plain(rename.from().name()),
                            plain(rename.index().statement().name()));
        } else if (entry instanceof LedgerEntry.Swap swap) {
            return "swap_%s_with_%s"
                    .formatted(
                            plain(swap.index().statement().name()),
                            plain(swap.other().name()));
        } else if (entry instanceof LedgerEntry.Set set) {
            return "set_" + plain(set.index().statement().name());
        } else if (entry instanceof LedgerEntry.MoveTable table) {
            return "move_table_%s_to_%s"
                    .formatted(plain(table.table().name()), plain(table.to().name()));
        } else if (entry instanceof LedgerEntry.MoveColumn column) {
            return "move_column_%s_to_%s".formatted(plain(column.from()), plain(column.to()));
        }
        throw new IllegalStateException("unknown entry " + entry);
    }

    private static String plain(String name) {
        return ODD.matcher(name).replaceAll("_");
    }
}
