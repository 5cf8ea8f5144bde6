package dev.compositeindex.processor.model;

/**
 * The names of a type.
 *
 * @param binary {@code com.acme.Outer$Inner}
 * @param canonical {@code com.acme.Outer.Inner}
 * @param packageName {@code com.acme}, or empty
 * @param simple {@code Inner}
 */
public record TypeName(String binary, String canonical, String packageName, String simple) {

    /** The names inside the package, joined: {@code Outer_Inner}. */
    public String flat() {
        String nested = packageName.isEmpty() ? canonical : canonical.substring(packageName.length() + 1);
        return nested.replace('.', '_');
    }
}
