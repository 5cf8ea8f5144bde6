package dev.compositeindex.oracle.entities;

import jakarta.persistence.AssociationOverride;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;

/** Combinations of what the other files show one by one. */
/*indexes of KeyInSuperclass*/
@Entity
@AttributeOverride(name = "key.left", column = @Column(name = "ofLeft"))
class KeyInSuperclass extends WithEmbeddedKey {
    String ownText;
}

/*indexes of KeyInSuperclassToo*/
@Entity
class KeyInSuperclassToo extends WithEmbeddedKey {
    @ManyToOne
    KeyInSuperclass toOther;

    @ManyToOne
    KeyInSuperclassToo toSame;
}

@MappedSuperclass
class WithEmbeddedKey {
    @EmbeddedId
    PairKey key;
}

@Embeddable
class PairKey implements Serializable {
    Long left;
    Long rightSide;
}

/*indexes of ToHierarchies*/
@Entity
class ToHierarchies {
    @Id
    Long id;

    @ManyToOne
    Puppy puppy;

    @ManyToOne
    Professor professor;

    @ManyToOne
    Teacher teacher;

    @ManyToOne
    Ring ring;

    @ManyToOne
    Phone phone;

    @ManyToOne
    ByProperty byProperty;

    @ManyToOne
    SharedWhole whole;

    @ManyToOne
    SharedEmbedded embedded;

    @ManyToOne
    Quoted quoted;

    @ManyToOne
    Given given;

    @ManyToOne
    @NotFound(action = NotFoundAction.IGNORE)
    Html5Page page2Show;
}

/*indexes of EmbeddedReferences*/
@Entity
class EmbeddedReferences {
    @Id
    Long id;

    Reference first;

    @AssociationOverride(
            name = "part",
            joinColumns = {
                @JoinColumn(name = "secondNo", referencedColumnName = "partNo"),
                @JoinColumn(name = "secondSeries", referencedColumnName = "series2Text")
            })
    @AssociationOverride(name = "simple", joinColumns = @JoinColumn(name = "secondSimple"))
    Reference second;
}

@Embeddable
class Reference {
    @ManyToOne
    Part part;

    @ManyToOne
    Simple simple;
}

/*indexes of Volume*/
@Entity
@IdClass(VolumeKey.class)
class Volume {
    @Id
    int shelf;

    @Id
    int slot;
}

class VolumeKey implements Serializable {
    int shelf;
    int slot;
}

/*indexes of ChainedKey*/
@Entity
@IdClass(ChainedKeyId.class)
class ChainedKey {
    @Id
    @ManyToOne
    @JoinColumns({
        @JoinColumn(name = "chain_shelf", referencedColumnName = "shelf"),
        @JoinColumn(name = "chain_slot", referencedColumnName = "slot")
    })
    Volume volume;

    @Id
    @Column(name = "chainNo")
    int chainNumber;

    String chainText;
}

class ChainedKeyId implements Serializable {
    VolumeKey volume;
    int chainNumber;
}

/*indexes of ToChainedKey*/
@Entity
class ToChainedKey {
    @Id
    Long id;

    @ManyToOne
    ChainedKey chained;
}

/*indexes of JoinedWithKey*/
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
class JoinedWithKey {
    @EmbeddedId
    PairKey pairKey;

    String rootText;
}

/*indexes of JoinedBelow*/
@Entity
class JoinedBelow extends JoinedWithKey {
    String belowText;
}

/*indexes of SingleRoot*/
@Entity
@Table(name = "`Single Root`")
@SecondaryTable(name = "singleMore")
abstract class SingleRoot {
    @Id
    Long rootId;

    @Column(table = "singleMore")
    String more;

    @ManyToOne
    @JoinColumn(name = "moreRef", table = "singleMore")
    Simple moreReference;
}

/*indexes of SingleLeaf*/
@Entity
@DiscriminatorValue("leaf")
class SingleLeaf extends SingleRoot {
    @ManyToOne
    SingleRoot toRoot;

    @OneToOne
    SingleLeaf toLeaf;
}

@MappedSuperclass
abstract class Typed<V, R> {
    @Id
    Long typedId;

    V typedValue;

    @ManyToOne
    @JoinColumn(name = "typedRef")
    R reference;
}

@MappedSuperclass
abstract class HalfTyped<R> extends Typed<String, R> {
    R[] notUsedHere() {
        return null;
    }
}

/*indexes of FullyTyped*/
@Entity
class FullyTyped extends HalfTyped<Simple> {}

/*indexes of TypedWithValue*/
@Entity
class TypedWithValue extends Typed<PairKey, FullyTyped> {}

/*indexes of DoublyShared*/
@Entity
class DoublyShared {
    @EmbeddedId
    PairKey key;

    @MapsId("left")
    @ManyToOne
    FullyTyped leftOne;

    @MapsId("rightSide")
    @ManyToOne
    FullyTyped rightOne;

    @ManyToOne
    DoublyShared nextOne;
}
