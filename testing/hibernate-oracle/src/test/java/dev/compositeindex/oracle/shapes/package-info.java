/**
 * Entities by combination. A {@link dev.compositeindex.oracle.shapes.Shape} is a value of each dimension in which real
 * mappings differ; {@link dev.compositeindex.oracle.shapes.Shapes} chooses the combinations, and
 * {@link dev.compositeindex.oracle.shapes.ShapeWriter} writes the classes. No expected column is written anywhere: what is
 * right, Hibernate says.
 */
@NullMarked
package dev.compositeindex.oracle.shapes;

import org.jspecify.annotations.NullMarked;
