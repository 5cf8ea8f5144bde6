package dev.compositeindex.processor.recording;

import dev.compositeindex.processor.analysis.Naming;
import dev.compositeindex.processor.model.CompiledClass;
import dev.compositeindex.processor.model.FieldDecl;
import dev.compositeindex.processor.model.Table;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Class files to the classes that could declare indexes. */
final class CompiledClasses {

    private CompiledClasses() {}

    /** The classes and records among them, sorted by name. A superclass that is not among them brings no fields. */
    static List<CompiledClass> of(Collection<ClassFile.Declarations> files) {
        SortedMap<String, ClassFile.Declarations> byName = new TreeMap<>();
        files.forEach(file -> byName.putIfAbsent(file.name(), file));
        return byName.values().stream()
                .filter(file -> file.hasTable() && !file.simpleName().isEmpty())
                .map(file -> of(file, byName))
                .toList();
    }

    private static CompiledClass of(ClassFile.Declarations file, Map<String, ClassFile.Declarations> byName) {
        Map<String, FieldDecl> fields = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        ClassFile.Declarations level = file;
        while (level != null && seen.add(level.name())) {
            level.fields().forEach(field -> fields.putIfAbsent(field.name(), field));
            level = byName.get(level.superclass());
        }
        Map<String, String> table = file.table();
        return new CompiledClass(
                file.name(),
                new Table(
                        table.getOrDefault("schema", ""),
                        table.getOrDefault("value", Naming.snakeCase(file.simpleName()))),
                !table.isEmpty(),
                List.copyOf(fields.values()));
    }
}
