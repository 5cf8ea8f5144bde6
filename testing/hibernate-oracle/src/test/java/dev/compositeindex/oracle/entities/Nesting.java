package dev.compositeindex.oracle.entities;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** Classes in classes. */
class Nesting {

    /*indexes of Nesting$NamedTable*/
    @Entity
    @Table(name = "nestedNamed")
    static class NamedTable {
        @Id
        Long id;

        InnerValue innerValue;

        @ManyToOne
        NamedEntity namedEntity;
    }

    /*indexes of Nesting$NamedEntity*/
    @Entity(name = "NestedEntity")
    static class NamedEntity {
        @Id
        Long nestedId;
    }

    @Embeddable
    static class InnerValue {
        String innerText;
    }
}

class Holding {

    /*indexes of Holding$DefaultTable*/
    @Entity
    static class DefaultTable {
        @Id
        Long id;

        String nestedText;

        @ManyToOne
        DefaultTable nextOne;
    }
}
