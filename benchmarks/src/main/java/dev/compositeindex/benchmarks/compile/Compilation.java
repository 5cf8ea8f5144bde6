package dev.compositeindex.benchmarks.compile;

import com.sun.management.ThreadMXBean;
import dev.compositeindex.CompositeIndex;
import jakarta.persistence.Entity;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.mapstruct.Mapper;

/**
 * One run of javac, in this process.
 *
 * @param subject what is measured
 * @param sources what is compiled
 * @param migrations where recorded migrations are
 * @param output where the classes go; emptied before
 */
record Compilation(Subject subject, Corpus sources, Path migrations, Path output) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * What a run took of its thread; javac has no other.
     *
     * @param milliseconds of the CPU
     * @param megabytes that were allocated
     */
    record Cost(double milliseconds, double megabytes) {}

    Cost run() throws IOException {
        delete(output);
        Files.createDirectories(output);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            long nanos = THREADS.getCurrentThreadCpuTime();
            JavaCompiler.CompilationTask task = compiler.getTask(
                    said, files, null, options(), null, files.getJavaFileObjectsFromPaths(sources.files()));
            subject.processor().ifPresent(processor -> task.setProcessors(List.of(processor)));
            boolean succeeded = task.call();
            nanos = THREADS.getCurrentThreadCpuTime() - nanos;
            bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
            if (!succeeded) {
                throw new IllegalStateException(subject + " does not compile:\n" + said);
            }
            return new Cost(nanos / 1e6, bytes / 1e6);
        }
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "-d",
                output.toString(),
                "-g",
                "-encoding",
                "UTF-8",
                "-implicit:none",
                "-cp",
                Stream.of(CompositeIndex.class, Entity.class, Mapper.class)
                        .map(Compilation::place)
                        .collect(Collectors.joining(File.pathSeparator))));
        options.addAll(subject.options());
        if (subject.processor().isEmpty()) {
            options.add("-proc:none");
        }
        if (subject == Subject.RECORDED) {
            options.add("-Acompositeindex.migrations=" + migrations.toAbsolutePath());
        }
        return options;
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
