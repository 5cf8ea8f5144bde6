package dev.compositeindex.processor.mapping;

import dev.compositeindex.processor.model.NamingRule;
import dev.compositeindex.processor.model.TypeDecl.Framework;
import java.util.regex.Pattern;

/** Names of mappings to those that the database has. Total: any text gives one. */
interface NameStrategy {

    /** The name of a table or column for one that is written in an annotation. */
    String given(String written);

    /** The same for one that follows from the name of a class or field. */
    String derived(LogicalName name);

    /** The same for the name itself. */
    default String derived(String name) {
        return derived(new LogicalName(name, false));
    }

    /** How the names of a framework are made. */
    static NameStrategy of(Framework framework, NamingRule rule) {
        return switch (framework) {
            case PLAIN, JPA -> new OfHibernate(rule);
            case SPRING_DATA -> new OfSpringData();
            case MICRONAUT_DATA -> new OfMicronautData();
        };
    }

    /** Hibernate's naming strategies rewrite what is written, too. */
    record OfHibernate(NamingRule rule) implements NameStrategy {

        @Override
        public String given(String written) {
            return derived(LogicalName.of(written));
        }

        @Override
        public String derived(LogicalName name) {
            return switch (rule) {
                case SNAKE_CASE -> name.isQuoted() ? name.text() : Words.snakeCase(name.text(), true);
                case HIBERNATE6 -> Words.snakeCase(name.text(), false);
                case JPA -> name.isQuoted() ? name.text() : Words.folded(name.text());
            };
        }
    }

    /** Spring Data Relational quotes what is written, and so leaves it as it is. */
    record OfSpringData() implements NameStrategy {
        private static final String UPPER = "[\\p{Lu}|\\P{InBASIC_LATIN}]";
        private static final Pattern WORDS = Pattern.compile(
                "(?<!(^|[\\p{Lu}|\\P{InBASIC_LATIN}_$]))(?=" + UPPER + ")|(?<!^)(?=" + UPPER + "[\\p{Ll}])");

        @Override
        public String given(String written) {
            return written;
        }

        @Override
        public String derived(LogicalName name) {
            return Words.lower(WORDS.matcher(name.text()).replaceAll("_"));
        }
    }

    /** Micronaut Data escapes what is written, and so leaves it as it is. */
    record OfMicronautData() implements NameStrategy {
        private static final Pattern WORDS = Pattern.compile("(?<=[^\\p{Lu}_])(?=\\p{Lu})");

        @Override
        public String given(String written) {
            return written;
        }

        @Override
        public String derived(LogicalName name) {
            return Words.lower(WORDS.matcher(name.text()).replaceAll("_"));
        }
    }
}
