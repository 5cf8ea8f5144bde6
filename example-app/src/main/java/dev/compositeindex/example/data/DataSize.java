package dev.compositeindex.example.data;

import java.util.Map;
import java.util.TreeMap;

/**
 * How much of everything there is, in the proportions of a community.
 *
 * @param rows the rows of the largest tables: lessons, progress, sessions, enrolments
 */
public record DataSize(int rows) {

    /** Below this there would be tables with nothing in them. */
    public static final int SMALLEST = 100;

    static final int LESSONS_PER_COURSE = 10;

    public DataSize {
        if (rows < SMALLEST) {
            throw new IllegalArgumentException("at least " + SMALLEST + " rows are needed, not " + rows);
        }
    }

    int users() {
        return rows / 10;
    }

    int courses() {
        return rows / LESSONS_PER_COURSE;
    }

    int lessons() {
        return courses() * LESSONS_PER_COURSE;
    }

    int categories() {
        return Math.max(10, courses() / 50);
    }

    int instructors() {
        return Math.max(5, users() / 20);
    }

    int coursePages() {
        return Math.max(10, rows / 50);
    }

    int lessonPages() {
        return Math.max(10, rows / 10);
    }

    /** What the statements of {@link SampleData} call these numbers. */
    Map<String, Integer> names() {
        Map<String, Integer> names = new TreeMap<>();
        names.put("users", users());
        names.put("courses", courses());
        names.put("lessons", lessons());
        names.put("categories", categories());
        names.put("instructors", instructors());
        names.put("coursePages", coursePages());
        names.put("lessonPages", lessonPages());
        names.put("exerciseTypes", SampleData.EXERCISE_TYPES);
        names.put("languages", SampleData.LANGUAGES);
        return names;
    }
}
