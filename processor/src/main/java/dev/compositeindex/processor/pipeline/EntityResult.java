package dev.compositeindex.processor.pipeline;

import dev.compositeindex.processor.codegen.EntitySource;
import dev.compositeindex.processor.codegen.SourceFile;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.EntityDecl;
import dev.compositeindex.processor.model.IndexSpec;
import dev.compositeindex.processor.sql.IndexName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcome for a discovered class.
 *
 * @param entity what was written
 * @param indexes what of it is valid
 * @param problems what is wrong with the rest
 * @param source the class of constants, if nothing is wrong
 */
public record EntityResult(
        EntityDecl entity, List<IndexSpec> indexes, List<Problem> problems, Optional<SourceFile> source) {

    public EntityResult {
        indexes = List.copyOf(indexes);
        problems = List.copyOf(problems);
    }

    /** The class itself, as a place. */
    public Site site() {
        return new Site.OfClass(entity.type().binary());
    }

    /** The same without the text, which nobody needs once it is written: there may be thousands. */
    public EntityResult withoutSource() {
        return new EntityResult(entity, indexes, problems, Optional.empty());
    }

    /** The same with more to say. */
    EntityResult with(List<Problem> more) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(more);
        return new EntityResult(entity, indexes, all, source);
    }

    /** Whether nothing is declared after all. */
    public boolean isEmpty() {
        return entity.indexes().isEmpty();
    }

    /** How many of the indexes that JPA's annotation declares are not among its indexes. */
    public int leftOut() {
        int declared =
                entity.own().own().table().map(table -> table.indexes().size()).orElse(0);
        return declared
                - (int) indexes.stream().filter(index -> index.site().isJpas()).count();
    }

    /** The qualified name of its class of constants. */
    public String constants() {
        return EntitySource.qualifiedName(entity.type());
    }

    /** Whether one of the given classes declares an index of a name that this one declares, too, in the same schema. */
    public boolean sharesANameWith(Collection<EntityResult> others) {
        Set<IndexName> names = names().collect(Collectors.toSet());
        return others.stream().flatMap(EntityResult::names).anyMatch(names::contains);
    }

    private Stream<IndexName> names() {
        return indexes.stream().map(index -> new IndexName(index.table().schema(), index.name()));
    }
}
