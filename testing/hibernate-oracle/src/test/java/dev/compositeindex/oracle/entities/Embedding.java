package dev.compositeindex.oracle.entities;

import jakarta.persistence.AssociationOverride;
import jakarta.persistence.AssociationOverrides;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.AttributeOverrides;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;

/** Embedded values. */
/*indexes of Embedding*/
@Entity
class Embedding {
    @Id
    Long id;

    @Embedded
    Address home;

    @AttributeOverride(name = "streetName", column = @Column(name = "workStreet"))
    @AttributeOverride(name = "city2Name", column = @Column(name = "work_city"))
    @AttributeOverride(name = "zip.postCode", column = @Column(name = "workZip"))
    @AttributeOverride(name = "zip.area", column = @Column(name = "work_area"))
    @AssociationOverride(name = "nation", joinColumns = @JoinColumn(name = "workNation"))
    @AssociationOverride(name = "zip.district", joinColumns = @JoinColumn(name = "work_district"))
    Address work;
}

@Embeddable
class Address {
    String streetName;
    String city2Name;
    Zip zip;

    @ManyToOne
    Nation nation;
}

@Embeddable
class Zip {
    @Column(name = "postCode")
    String postCode;

    String area;

    @ManyToOne
    @JoinColumn(name = "districtKey")
    Nation district;
}

/*indexes of Nation*/
@Entity
class Nation {
    @Id
    Long nationId;
}

/*indexes of TwoLevels*/
@Entity
@AttributeOverride(name = "outer.inner.value", column = @Column(name = "ofClass"))
class TwoLevels {
    @Id
    Long id;

    @AttributeOverrides({
        @AttributeOverride(name = "inner.value", column = @Column(name = "ofField")),
        @AttributeOverride(name = "inner.other", column = @Column(name = "otherOfField"))
    })
    Outer outer;

    @AttributeOverride(name = "inner.value", column = @Column(name = "secondOfField"))
    @AttributeOverride(name = "inner.other", column = @Column(name = "second_other"))
    @AttributeOverride(name = "name", column = @Column(name = "second_name"))
    Outer second;
}

@Embeddable
class Outer {
    String name;

    @AttributeOverride(name = "value", column = @Column(name = "ofOuter"))
    Inner inner;
}

@Embeddable
class Inner {
    @Column(name = "ofInner")
    String value;

    String other;
}

/*indexes of WithRecord*/
@Entity
class WithRecord {
    @Id
    Long id;

    @Embedded
    Span span;
}

@Embeddable
record Span(long firstDay, @Column(name = "lastOne") long lastDay) {}

/*indexes of NotAnnotatedType*/
@Entity
class NotAnnotatedType {
    @Id
    Long id;

    @Embedded
    Bare bare;
}

class Bare {
    String bareText;

    @Column(name = "bareNumber")
    int number;
}

/*indexes of WithInherited*/
@Entity
class WithInherited {
    @Id
    Long id;

    Derived derived;
}

@MappedSuperclass
class Base {
    String baseText;
}

@Embeddable
class Derived extends Base {
    String derivedText;
}

/*indexes of WithGeneric*/
@Entity
class WithGeneric {
    @Id
    Long id;

    @AttributeOverride(name = "content", column = @Column(name = "textContent"))
    Holder<String> text;

    Holder<Integer> number;
}

@Embeddable
class Holder<T> {
    T content;
}

/*indexes of Overriding*/
@Entity
@AssociationOverrides(@AssociationOverride(name = "address.nation", joinColumns = @JoinColumn(name = "ofClassNation")))
class Overriding {
    @Id
    Long id;

    Address address;
}
