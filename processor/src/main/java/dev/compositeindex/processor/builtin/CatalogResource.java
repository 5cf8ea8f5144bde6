package dev.compositeindex.processor.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The processor packs a part of the servers' catalogues as resources. A test compares it with all supported releases. */
final class CatalogResource {

    private CatalogResource() {}

    static List<String> lines(String name) {
        try (InputStream resource = CatalogResource.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the processor's jar has no " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
