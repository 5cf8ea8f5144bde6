package dev.compositeindex.oracle.shapes;

import dev.compositeindex.oracle.HibernateBoot;
import dev.compositeindex.oracle.HibernateColumns;
import dev.compositeindex.oracle.Strategy;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hibernate.HibernateException;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.registry.classloading.spi.ClassLoadingException;

/**
 * What Hibernate makes of shapes, each booted by itself: what it refuses of one is no matter of the others.
 *
 * @param columns the columns of each path into each entity, of the shapes that it takes
 * @param refusals why it takes not the others
 */
record Booted(Map<ShapeSource, SortedMap<String, List<String>>> columns, Map<ShapeSource, String> refusals) {

    /**
     * Boots.
     *
     * @param everyNth of how many one is booted further, to compare the columns with those that Hibernate uses when it runs
     */
    static Booted of(Collection<ShapeSource> sources, ShapeClasses classes, Strategy naming, int everyNth) {
        Map<ShapeSource, SortedMap<String, List<String>>> columns = new LinkedHashMap<>();
        Map<ShapeSource, String> refusals = new LinkedHashMap<>();
        try (HibernateBoot hibernate = new HibernateBoot(naming, classes.loader())) {
            for (ShapeSource source : sources) {
                try {
                    Metadata metadata = hibernate.metadata(classes.of(source));
                    SortedMap<String, List<String>> found = HibernateColumns.of(metadata);
                    if (source.shape().number() % everyNth == 0) {
                        HibernateBoot.run(metadata, found);
                    }
                    columns.put(source, found);
                } catch (ClassLoadingException e) {
                    throw e; // our own mistake
                } catch (HibernateException | IndexOutOfBoundsException | NoSuchElementException e) {
                    refusals.put(source, reason(source.shape(), e));
                }
            }
        }
        return new Booted(columns, refusals);
    }

    /** Without what differs from shape to shape. */
    private static String reason(Shape shape, Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "%s: %s"
                .formatted(cause.getClass().getSimpleName(), cause.getMessage())
                .replace(shape.packageName() + ".", "")
                .replaceAll("\\d{4}", "");
    }

    /** How many shapes are refused for each reason, the most frequent first. */
    List<String> reasons() {
        Map<String, Integer> counts = new TreeMap<>();
        refusals.values().forEach(reason -> counts.merge(reason, 1, Integer::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> entry.getValue() + " x " + entry.getKey())
                .toList();
    }
}
