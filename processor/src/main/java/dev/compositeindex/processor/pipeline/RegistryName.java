package dev.compositeindex.processor.pipeline;

import dev.compositeindex.processor.model.TypeName;
import java.util.Arrays;
import java.util.List;

/** The registry's name where no option gives one. */
final class RegistryName {
    private static final String SIMPLE_NAME = "Indexes";

    private RegistryName() {}

    /** {@code Indexes}, in the longest package that all types share. */
    static String defaultFor(List<TypeName> types) {
        List<String> shared = types.stream()
                .map(type -> Arrays.asList(type.packageName().split("\\.")))
                .reduce(RegistryName::commonStart)
                .orElse(List.of());
        String packageName = String.join(".", shared);
        return packageName.isEmpty() ? SIMPLE_NAME : packageName + "." + SIMPLE_NAME;
    }

    private static List<String> commonStart(List<String> a, List<String> b) {
        int length = 0;
        while (length < Math.min(a.size(), b.size()) && a.get(length).equals(b.get(length))) {
            length++;
        }
        return a.subList(0, length);
    }
}
