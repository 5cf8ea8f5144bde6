package dev.compositeindex.processor.apt;

import dev.compositeindex.processor.codegen.SourceFile;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.manifest.ResourceFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes files through the {@code Filer}, as bytes: not every compiler's writer knows the charset. */
public final class FilerOutputs {
    private final Filer filer;
    private final Elements elements;
    private final ClassOutput earlier;
    private ClassOutput classOutput = ClassOutput.UNKNOWN;

    /**
     * Outputs of one run.
     *
     * @param earlier the class output of an earlier compile
     */
    public FilerOutputs(ProcessingEnvironment environment, ClassOutput earlier) {
        this.earlier = earlier;
        this.filer = environment.getFiler();
        this.elements = environment.getElementUtils();
    }

    /**
     * Writes a source; a problem at the site if that is not possible. ECJ refuses to generate a class that it can find, so
     * what an earlier compile left of it in the class output is removed first.
     */
    public Optional<Problem> write(SourceFile source, Collection<String> contributors, Site site) {
        earlier.removeClass(source.className());
        Element[] originating = originating(contributors);
        return write(
                () -> filer.createSourceFile(source.className(), originating),
                source.text(),
                "the class " + Printable.quoted(source.className()),
                site);
    }

    /** Writes resources into the class output; a problem for each of which that is not possible. */
    public List<Problem> write(List<ResourceFile> resources, Collection<String> contributors) {
        Element[] originating = originating(contributors);
        return resources.stream()
                .flatMap(resource -> write(resource, originating).stream())
                .toList();
    }

    private Optional<Problem> write(ResourceFile resource, Element[] originating) {
        return write(
                () -> {
                    FileObject file =
                            filer.createResource(StandardLocation.CLASS_OUTPUT, "", resource.path(), originating);
                    classOutput = ClassOutput.of(file.toUri(), resource.path());
                    return file;
                },
                resource.text(),
                "the file " + Printable.quoted(resource.path()),
                new Site.OfModule());
    }

    /** The class output's folder, known once a resource was written. */
    public ClassOutput classOutput() {
        return classOutput;
    }

    /** Later rounds may have other elements for the same type, so types are kept by name and looked up again. */
    private Element[] originating(Collection<String> contributors) {
        return contributors.stream()
                .map(elements::getTypeElement)
                .filter(Objects::nonNull)
                .toArray(Element[]::new);
    }

    private static Optional<Problem> write(Target target, String text, String what, Site site) {
        try (OutputStream out = target.create().openOutputStream()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (FilerException e) {
            return Optional.of(new Problem(
                    Code.FILE_EXISTS,
                    site,
                    what
                            + " is to be generated, but exists already. If it is left over from an earlier compile, compile anew (mvn clean compile); else rename "
                            + "it, or what it is named after."));
        } catch (IOException e) {
            return Optional.of(new Problem(
                    Code.FILE_ACCESS,
                    site,
                    what + " could not be written: " + Printable.reason(e) + ". Check the output directory."));
        }
    }

    @FunctionalInterface
    private interface Target {
        FileObject create() throws IOException;
    }
}
