package dev.compositeindex.processor.model;

import java.util.List;

/**
 * A class that could declare indexes, as its class file shows it.
 *
 * @param name its binary name
 * @param table its table
 * @param tableIsNamed whether an annotation names the table; otherwise it follows from the class's name
 * @param fields its own fields and inherited ones, as far as class files tell; without the types that paths lead into
 */
public record CompiledClass(String name, Table table, boolean tableIsNamed, List<FieldDecl> fields) {

    public CompiledClass {
        fields = List.copyOf(fields);
    }
}
