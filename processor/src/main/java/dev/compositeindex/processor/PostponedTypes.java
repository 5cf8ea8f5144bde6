package dev.compositeindex.processor;

import dev.compositeindex.processor.apt.EntityReader.Reading;
import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Printable;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.options.ProcessorOptions;
import dev.compositeindex.processor.pipeline.EntityPipeline;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The classes that wait for types yet to be generated, as the last round in which they were read found them. */
final class PostponedTypes {
    private final Map<String, Reading> readings = new HashMap<>();

    /** Keeps the latest reading of a class, as long as something is missing. */
    void put(String name, Reading reading) {
        if (reading.isComplete()) {
            readings.remove(name);
        } else {
            readings.put(name, reading);
        }
    }

    /**
     * What is wrong with those that still wait, whatever comes of the missing types: one that an index does not use hides none
     * of its mistakes. There is no advice, since it takes all indexes of a table to know.
     */
    List<Problem> mistakes(Collection<String> waiting, ProcessorOptions options) {
        return waiting.stream()
                .flatMap(name -> reading(name).part().stream())
                .flatMap(part -> EntityPipeline.runPart(part, options).problems().stream())
                .filter(Problem::isError)
                .toList();
    }

    /**
     * What those that still wait lack. What a source refers to and does not exist is reported by the compiler; for class files
     * nobody else does it.
     *
     * @param compiled the canonical names of the classes that are compiled from sources
     */
    List<Problem> missing(Collection<String> waiting, Set<String> compiled) {
        return waiting.stream()
                .flatMap(name -> reading(name).missing().stream()
                        .filter(absent -> !compiled.contains(absent.referrer()))
                        .map(absent -> new Problem(
                                Code.UNRESOLVED_TYPE,
                                new Site.OfClass(name),
                                "%s refers to %s, which does not exist, so the indexes cannot be read. Add it to the class path."
                                        .formatted(absent.referrer(), Printable.quoted(absent.name())))))
                .toList();
    }

    private Reading reading(String name) {
        return readings.getOrDefault(name, Reading.NOTHING);
    }
}
