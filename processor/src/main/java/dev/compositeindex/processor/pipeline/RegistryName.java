package dev.compositeindex.processor.pipeline;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.TypeName;
import dev.compositeindex.processor.options.Option;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The registry's name: the default, and what it must be. */
final class RegistryName {
    private static final String SIMPLE_NAME = "Indexes";

    private RegistryName() {}

    /**
     * {@code Indexes}, in the longest package that all types share.
     *
     * @param previous the name that an earlier compile chose; kept while its package holds all types, so that a class
     *     that comes or goes does not rename the registry
     */
    static String defaultFor(List<TypeName> types, Optional<String> previous) {
        return previous.filter(name -> fits(name, types)).orElseGet(() -> longestShared(types));
    }

    private static boolean fits(String registry, List<TypeName> types) {
        if (registry.equals(SIMPLE_NAME)) {
            return true;
        }
        String packagePrefix = registry.substring(0, registry.lastIndexOf('.') + 1);
        return registry.equals(packagePrefix + SIMPLE_NAME)
                && types.stream().allMatch(type -> (type.packageName() + ".").startsWith(packagePrefix));
    }

    private static String longestShared(List<TypeName> types) {
        List<String> shared = types.stream()
                .map(type -> Arrays.asList(type.packageName().split("\\.")))
                .reduce(RegistryName::commonStart)
                .orElse(List.of());
        String packageName = String.join(".", shared);
        return packageName.isEmpty() ? SIMPLE_NAME : packageName + "." + SIMPLE_NAME;
    }

    /** Java has no way to name a class of the unnamed package from a named one. */
    static List<Problem> check(String registry, List<TypeName> types) {
        return types.stream()
                .filter(type -> type.packageName().isEmpty() && registry.contains("."))
                .map(type -> new Problem(
                        Code.BAD_OPTION,
                        new Site.OfModule(),
                        "-A%s is in a package, but %s is in none, so that the registry cannot refer to it. Move the class into a package."
                                .formatted(Option.REGISTRY.key(), type.binary())))
                .toList();
    }

    private static List<String> commonStart(List<String> a, List<String> b) {
        int length = 0;
        while (length < Math.min(a.size(), b.size()) && a.get(length).equals(b.get(length))) {
            length++;
        }
        return a.subList(0, length);
    }
}
