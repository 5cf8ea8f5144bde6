package dev.compositeindex.oracle.entities;

import jakarta.persistence.AssociationOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;

/** References with and without a constraint, and with and without a unique constraint that starts with them. */
/*indexes of Constrained*/
@Entity
@Table(
        uniqueConstraints = {
            @UniqueConstraint(columnNames = {"title2Text", "late_id"}),
            @UniqueConstraint(columnNames = {"early_id", "title2Text"}),
            @UniqueConstraint(columnNames = "namedRef"),
            @UniqueConstraint(columnNames = {"serviceSeries", "serviceNo", "title2Text"}),
            @UniqueConstraint(columnNames = {"halfNo", "title2Text", "halfSeries"})
        })
@AssociationOverride(
        name = "freed",
        joinColumns = @JoinColumn(name = "freedNo"),
        foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
@AssociationOverride(
        name = "freedByColumn",
        joinColumns = @JoinColumn(name = "byColumnNo", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT)))
@AssociationOverride(
        name = "neverBound",
        joinColumns = @JoinColumn(name = "neverNo"),
        foreignKey = @ForeignKey(ConstraintMode.CONSTRAINT))
@AssociationOverride(name = "renamed", joinColumns = @JoinColumn(name = "renamedNo"))
class Constrained extends OverriddenReferences {
    @Id
    Long id;

    @Column(name = "title2Text")
    String title;

    @ManyToOne
    PlainTarget plain;

    @ManyToOne
    PlainTarget late;

    @ManyToOne
    PlainTarget early;

    @ManyToOne
    @JoinColumn(name = "namedRef")
    PlainTarget named;

    @ManyToOne
    @NotFound(action = NotFoundAction.IGNORE)
    PlainTarget ignored;

    @ManyToOne
    @NotFound
    PlainTarget refused;

    @ManyToOne
    @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
    PlainTarget free;

    @ManyToOne
    @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.CONSTRAINT))
    PlainTarget bound;

    @ManyToOne
    @JoinColumns({
        @JoinColumn(name = "spareNo", referencedColumnName = "partNo"),
        @JoinColumn(name = "spareSeries", referencedColumnName = "series2Text")
    })
    Part spare;

    @ManyToOne
    @JoinColumns(
            foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT),
            value = {
                @JoinColumn(name = "freeNo", referencedColumnName = "partNo"),
                @JoinColumn(name = "freeSeries", referencedColumnName = "series2Text")
            })
    Part freePart;

    @ManyToOne
    @JoinColumns({
        @JoinColumn(name = "serviceNo", referencedColumnName = "partNo"),
        @JoinColumn(name = "serviceSeries", referencedColumnName = "series2Text")
    })
    Part service;

    @ManyToOne
    @JoinColumns({
        @JoinColumn(name = "halfNo", referencedColumnName = "partNo"),
        @JoinColumn(name = "halfSeries", referencedColumnName = "series2Text")
    })
    Part half;
}

@MappedSuperclass
class OverriddenReferences {
    @ManyToOne
    PlainTarget freed;

    @ManyToOne
    PlainTarget freedByColumn;

    @ManyToOne
    @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
    PlainTarget neverBound;

    @ManyToOne
    PlainTarget renamed;
}
