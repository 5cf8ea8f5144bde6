package dev.compositeindex.cli.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How commands end. */
enum ExitCode {
    OK("All is well."),
    FOUND(
            "There is something to do: to record (check), to mend (adopt), an index that is not valid (verify), or a finding of --fail-on (analyze)."),
    USAGE("The command line is wrong."),
    FAILED("The command could not do its work: a file is damaged, or the database cannot be reached.");

    private final String meaning;

    ExitCode(String meaning) {
        this.meaning = meaning;
    }

    int number() {
        return ordinal();
    }

    /** The table that each command's help ends with. */
    static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(code -> table.put(Integer.toString(code.number()), code.meaning));
        return table;
    }
}
