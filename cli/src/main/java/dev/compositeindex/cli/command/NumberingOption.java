package dev.compositeindex.cli.command;

import dev.compositeindex.cli.recording.Numbering;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.migration.Migration;
import dev.compositeindex.processor.migration.Migrations;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How versions and names of new migrations are chosen. */
final class NumberingOption {
    @Option(
            names = "--numbering",
            paramLabel = "next|timestamp",
            description = "Whether versions continue the highest (default), or are the time, in UTC.")
    private Numbering numbering = Numbering.NEXT;

    @Option(
            names = "--name",
            paramLabel = "<name>",
            converter = NameConverter.class,
            description =
                    "What the migrations are called after their versions: letters, digits and underscores. Default: what they do.")
    private Optional<String> name = Optional.empty();

    Optional<String> name() {
        return name;
    }

    Numbering value() {
        return numbering;
    }

    /** A name that files can have. */
    static final class NameConverter implements ITypeConverter<String> {

        @Override
        public String convert(String value) {
            if (!Migrations.isName(value)) {
                throw new TypeConversionException(
                        "%s is no name of a migration: letters, digits and underscores, at most %d, such as add_performance_indexes"
                                .formatted(Printable.quoted(value), Migration.LONGEST_TITLE));
            }
            return value;
        }
    }
}
