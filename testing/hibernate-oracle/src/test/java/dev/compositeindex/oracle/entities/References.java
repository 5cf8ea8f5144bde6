package dev.compositeindex.oracle.entities;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** References to one row. */
/*indexes of Referring*/
@Entity
class Referring {
    @Id
    Long id;

    @ManyToOne
    PlainTarget target;

    @ManyToOne(fetch = FetchType.LAZY)
    PlainTarget other2Target;

    @ManyToOne
    NamedKeyTarget country;

    @ManyToOne
    NamedKeyTarget placedBy;

    @ManyToOne
    OddKeyTarget oddOne;

    @ManyToOne
    OddKeyTarget userID;

    @ManyToOne
    QuotedKeyTarget quotedKey;

    @ManyToOne
    QuotedTableTarget quotedTable;

    @ManyToOne
    @JoinColumn(name = "givenColumn")
    PlainTarget given;

    @ManyToOne
    @JoinColumn(name = "`Quoted Column`")
    PlainTarget quoted;

    @ManyToOne
    @JoinColumn(nullable = false)
    PlainTarget notNamed;

    @ManyToOne
    @JoinColumn(name = "by_number", referencedColumnName = "uniqueNumber")
    UniqueTarget byNumber;

    @ManyToOne
    @JoinColumn(referencedColumnName = "uniqueNumber")
    UniqueTarget byDefault;

    @ManyToOne
    Referring parent;

    @OneToOne
    PlainTarget only;

    @OneToOne
    @JoinColumn(name = "one_id", unique = true)
    Owner owner;

    @ManyToOne(targetEntity = PlainTarget.class)
    Target byInterface;

    @ManyToOne
    @JoinTable(name = "referring_via")
    PlainTarget viaTable;

    @OneToMany
    Set<PlainTarget> many;

    @ManyToMany
    List<Owner> owners;

    @Column(name = "parent_id", insertable = false, updatable = false)
    Long parentId;
}

interface Target {}

/*indexes of PlainTarget*/
@Entity
class PlainTarget implements Target {
    @Id
    Long id;
}

/*indexes of NamedKeyTarget*/
@Entity
class NamedKeyTarget {
    @Id
    @Column(name = "ctyPk")
    String code;
}

/*indexes of OddKeyTarget*/
@Entity
class OddKeyTarget {
    @Id
    Long accountId2Text;
}

/*indexes of QuotedKeyTarget*/
@Entity
class QuotedKeyTarget {
    @Id
    @Column(name = "`keyId`")
    Long id;
}

/*indexes of QuotedTableTarget*/
@Entity
@Table(name = "`TargetTable`")
class QuotedTableTarget {
    @Id
    Long targetId;
}

/*indexes of UniqueTarget*/
@Entity
class UniqueTarget implements Serializable {
    @Id
    Long id;

    @Column(unique = true)
    Long uniqueNumber;
}

/*indexes of Owner*/
@Entity
class Owner {
    @Id
    Long id;

    @OneToOne(mappedBy = "owner")
    Referring referring;

    @OneToOne
    @PrimaryKeyJoinColumn
    PlainTarget sameKey;

    @OneToMany(mappedBy = "keeper")
    List<Pet> pets;
}

/*indexes of Pet*/
@Entity
class Pet {
    @Id
    Long id;

    @ManyToOne
    Owner keeper;

    @OneToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "petChip")
    Chip chip;
}

/*indexes of Chip*/
@Entity
class Chip {
    @Id
    Long chipNumber;

    @OneToOne(mappedBy = "chip")
    Pet pet;
}
