package dev.compositeindex.processor.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.model.KeyPart;
import dev.compositeindex.processor.model.KeySpec;
import dev.compositeindex.processor.sql.Identifiers;
import dev.compositeindex.processor.sql.PostgresRenderer;
import dev.compositeindex.registry.IndexDefinition;
import dev.compositeindex.registry.IndexKey;

/** The application reads from a definition what the processor made it of. */
final class ReadBack {

    private ReadBack() {}

    static void check(IndexSpec index) {
        String definition = PostgresRenderer.definition(index);
        assertThat(PostgresRenderer.statement(index).definition()).isEqualTo(definition);
        assertThat(IndexDefinition.of(
                        index.declaredBy(), definition, index.settings().comment()))
                .isEqualTo(built(index, definition));
    }

    private static IndexDefinition built(IndexSpec index, String definition) {
        IndexDefinition.Builder builder = IndexDefinition.builder(index.name())
                .table(index.table().schema(), index.table().name())
                .using(index.method())
                .where(index.where().sql())
                .tablespace(index.settings().tablespace())
                .comment(index.settings().comment())
                .declaredBy(index.declaredBy())
                .definition(definition);
        if (index.unique()) {
            builder.unique();
        }
        if (!index.nullsDistinct()) {
            builder.nullsNotDistinct();
        }
        index.keys().forEach(key -> builder.key(key(key)));
        index.include().forEach(builder::include);
        index.settings().storageParameters().forEach(builder::with);
        return builder.build();
    }

    private static IndexKey key(KeySpec key) {
        IndexKey read = key.part() instanceof KeyPart.Expression expression
                ? IndexKey.expression(expression.sql().sql())
                : IndexKey.column(((KeyPart.Column) key.part()).name());
        if (key.descending()) {
            read = read.desc();
        }
        return (key.nullsFirst() ? read.nullsFirst() : read.nullsLast())
                .collate(Identifiers.qualified(key.collation()))
                .operatorClass(
                        key.operatorClass().isDefault() ? "" : PostgresRenderer.operatorClass(key.operatorClass()));
    }
}
