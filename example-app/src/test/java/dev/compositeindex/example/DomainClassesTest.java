package dev.compositeindex.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.example.blog.BlogCategory;
import dev.compositeindex.example.blog.WagtailCourseEnrollment;
import dev.compositeindex.example.forum.TrustLevel;
import dev.compositeindex.example.learning.Course;
import dev.compositeindex.example.learning.CourseEnrollment;
import dev.compositeindex.example.learning.Exercise;
import dev.compositeindex.example.learning.LearningPath;
import dev.compositeindex.example.learning.Lesson;
import dev.compositeindex.example.learning.StudySession;
import dev.compositeindex.example.learning.UserProgress;
import dev.compositeindex.example.users.UserProfile;
import dev.compositeindex.testing.PostgresServer;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Each record has a component for every column of its table, in the same order and of a type that fits. */
@Tag("slow")
class DomainClassesTest {

    private static final Map<Class<?>, String> TYPES = Map.of(
            long.class, "int8",
            Long.class, "int8?",
            int.class, "int4",
            Integer.class, "int4?",
            boolean.class, "bool",
            BigDecimal.class, "numeric",
            String.class, "text",
            LocalDate.class, "date",
            Instant.class, "timestamptz");

    private static final Map<String, Class<?>> RECORDS = Map.ofEntries(
            Map.entry("learning_course", Course.class),
            Map.entry("learning_lesson", Lesson.class),
            Map.entry("learning_exercise", Exercise.class),
            Map.entry("learning_courseenrollment", CourseEnrollment.class),
            Map.entry("learning_userprogress", UserProgress.class),
            Map.entry("learning_learningpath", LearningPath.class),
            Map.entry("learning_studysession", StudySession.class),
            Map.entry("blog_blogcategory", BlogCategory.class),
            Map.entry("blog_wagtailcourseenrollment", WagtailCourseEnrollment.class),
            Map.entry("users_userprofile", UserProfile.class),
            Map.entry("forum_integration_trustlevel", TrustLevel.class));

    @ParameterizedTest
    @CsvSource({
        "learning_course, 20",
        "learning_lesson, 15",
        "learning_exercise, 15",
        "learning_courseenrollment, 10",
        "learning_userprogress, 11",
        "learning_learningpath, 11",
        "learning_studysession, 8",
        "blog_blogcategory, 5",
        "blog_wagtailcourseenrollment, 10",
        "users_userprofile, 13",
        "forum_integration_trustlevel, 14"
    })
    @ResourceLock(value = ExampleDatabase.RESOURCE, mode = ResourceAccessMode.READ)
    void haveTheColumnsOfTheirTable(String table, int columns) throws SQLException {
        assertThat(components(RECORDS.get(table)))
                .hasSize(columns)
                .containsExactlyElementsOf(columns(ExampleDatabase.loaded(PostgresServer.NEWEST), table));
    }

    private static List<String> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> snakeCase(component.getName()) + " " + type(component))
                .toList();
    }

    private static String type(RecordComponent component) {
        return TYPES.get(component.getType());
    }

    private static List<String> columns(PGSimpleDataSource database, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = database.getConnection();
                ResultSet column = connection.getMetaData().getColumns(null, "public", table, null)) {
            while (column.next()) {
                String type = column.getString("TYPE_NAME");
                boolean wrapped = column.getString("IS_NULLABLE").equals("YES") && type.startsWith("int");
                String inJava = switch (type) {
                    case "varchar", "text", "jsonb" -> "text";
                    case "bigserial" -> "int8";
                    default -> wrapped ? type + "?" : type;
                };
                columns.add(column.getString("COLUMN_NAME") + " " + inJava);
            }
        }
        return columns;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
