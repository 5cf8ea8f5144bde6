package dev.compositeindex.oracle.entities;

import jakarta.persistence.AssociationOverride;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;

/** Mapped superclasses, also generic ones. */
@MappedSuperclass
abstract class Persistent<I> {
    @Id
    I keyValue;

    Instant createdAt;

    @Column(name = "changedOn")
    Instant changedAt;
}

@MappedSuperclass
abstract class Child<I, P> extends Persistent<I> {
    @ManyToOne
    P parentRow;

    @ManyToOne
    SuperTarget superTarget;

    Stamp stamp;
}

@Embeddable
class Stamp {
    String stampedBy;
}

class NotMapped extends Persistent<Long> {
    String lostText;
}

/*indexes of SuperTarget*/
@Entity
class SuperTarget extends Persistent<String> {}

/*indexes of SimpleChild*/
@Entity
class SimpleChild extends Persistent<Long> {
    String ownText;
}

/*indexes of GenericChild*/
@Entity
class GenericChild extends Child<Long, SimpleChild> {
    String ownText;
}

/*indexes of OverridingChild*/
@Entity
@AttributeOverride(name = "keyValue", column = @Column(name = "overriddenKey"))
@AttributeOverride(name = "createdAt", column = @Column(name = "bornAt"))
@AttributeOverride(name = "stamp.stampedBy", column = @Column(name = "stamper"))
@AssociationOverride(name = "parentRow", joinColumns = @JoinColumn(name = "overriddenParent"))
class OverridingChild extends Child<Long, GenericChild> {
    String ownText;
}

@MappedSuperclass
@AttributeOverride(name = "changedAt", column = @Column(name = "ofMiddle"))
abstract class Middle extends Persistent<Integer> {
    String middleText;
}

/*indexes of BelowMiddle*/
@Entity
class BelowMiddle extends Middle {}

/*indexes of BelowMiddleOverriding*/
@Entity
@AttributeOverride(name = "changedAt", column = @Column(name = "ofEntity"))
class BelowMiddleOverriding extends Middle {
    @ManyToOne
    OverridingChild overridingChild;
}

/*indexes of BelowNotMapped*/
@Entity
class BelowNotMapped extends NotMapped {
    String ownText;
}
