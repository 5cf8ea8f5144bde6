package dev.compositeindex.processor.rules;

import dev.compositeindex.processor.diagnostic.Code;
import dev.compositeindex.processor.diagnostic.Problem;
import dev.compositeindex.processor.diagnostic.Site;
import dev.compositeindex.processor.model.EntityDecl;
import java.util.List;

/** An annotated type has rows only if it is a class or a record. */
final class ShapeRule implements EntityRule {

    @Override
    public List<Problem> check(EntityDecl entity) {
        if (entity.shape().hasTable()) {
            return List.of();
        }
        return List.of(new Problem(
                Code.NOT_A_CLASS,
                new Site.OfClass(entity.type().binary()),
                "the type is of kind %s, and only classes and records are stored as rows. Annotate the class that is."
                        .formatted(entity.shape().word())));
    }
}
