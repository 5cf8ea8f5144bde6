package dev.compositeindex.oracle.shapes;

import dev.compositeindex.testing.Compilation;
import dev.compositeindex.testing.CompilationResult;
import dev.compositeindex.testing.CompilerKind;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The classes of shapes, compiled and loaded, for Hibernate to read. */
final class ShapeClasses implements AutoCloseable {
    private final URLClassLoader loader;

    private ShapeClasses(URLClassLoader loader) {
        this.loader = loader;
    }

    static ShapeClasses compile(Path folder, Api api, Collection<ShapeSource> sources) throws IOException {
        Compilation compilation = Compilation.in(folder)
                .classPath(Compilation.whereIs(api.annotation()))
                .option("-proc:none")
                .option("-Xlint:none");
        sources.forEach(source -> compilation.source(source.path(), source.text()));
        CompilationResult result = compilation.run(CompilerKind.JAVAC);
        if (!result.succeeded()) {
            throw new IllegalStateException("does not compile: " + result.errors());
        }
        return new ShapeClasses(
                new URLClassLoader(new URL[] {result.output().toUri().toURL()}, ShapeClasses.class.getClassLoader()));
    }

    ClassLoader loader() {
        return loader;
    }

    /** The entities of a shape. */
    List<Class<?>> of(ShapeSource source) {
        List<Class<?>> entities = new ArrayList<>();
        for (String name : source.entities()) {
            try {
                entities.add(loader.loadClass(source.shape().packageName() + "." + name));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        return entities;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
