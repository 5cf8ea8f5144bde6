package dev.compositeindex.processor.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One migration, without a version yet.
 *
 * @param sections what it does, in order; at least one
 * @param title what its file is called after the version
 */
public record Migration(List<Section> sections, String title) {
    /** In a file's name, and in the description that Flyway makes of it. */
    public static final int LONGEST_TITLE = 100;

    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9_]");

    public Migration {
        sections = List.copyOf(sections);
    }

    /** A migration whose name says what is in it, and so is another one on another branch. */
    static Migration of(List<Section> sections) {
        String first = title(sections.get(0).entry());
        return new Migration(
                sections, sections.size() == 1 ? first : "%s_and_%d_more".formatted(first, sections.size() - 1));
    }

    /** Its name under a version, as Flyway has it. */
    String fileName(Version version) {
        return FileStyle.FLYWAYS.fileName(version, title);
    }

    /** The script. */
    public String text() {
        return new MigrationText(sections).text();
    }

    /** Flyway's configuration of the script, if it needs one. */
    public Optional<String> configuration() {
        return new MigrationText(sections).configuration();
    }

    /** The script under a name, and its configuration. */
    List<MigrationFile> files(String name) {
        List<MigrationFile> files = new ArrayList<>(List.of(new MigrationFile(name, text())));
        configuration().ifPresent(text -> files.add(new MigrationFile(name + ".conf", text)));
        return List.copyOf(files);
    }

    /** Names of indexes may hold what names of files may not. */
    private static String title(LedgerEntry entry) {
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
            return "swap_" + plain(swap.index().statement().name());
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
