package dev.compositeindex.oracle.entities;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
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
import jakarta.persistence.MapsId;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.Table;
import java.io.Serializable;

/** What real code bases had, and the processor once took for something else. */
/*indexes of Resource*/
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@IdClass(ResourceKey.class)
class Resource {
    @Id
    @Column(name = "resource_id")
    String resourceId;

    @Id
    @Column(name = "profile_id")
    Integer profileId;
}

class ResourceKey implements Serializable {
    String resourceId;
    Integer profileId;
}

/*indexes of SlurmResource*/
@Entity
@PrimaryKeyJoinColumn(name = "res_id", referencedColumnName = "resource_id")
@PrimaryKeyJoinColumn(name = "prof_id", referencedColumnName = "profile_id")
class SlurmResource extends Resource {
    String queue;
}

/*indexes of AwsResource*/
@Entity
@PrimaryKeyJoinColumn(name = "aws_prof", referencedColumnName = "prof_id")
@PrimaryKeyJoinColumn(name = "aws_res", referencedColumnName = "res_id")
class AwsResource extends SlurmResource {
    String region;
}

/*indexes of One*/
@Entity
@Table(name = "\"Ones\"")
@Inheritance(strategy = InheritanceType.JOINED)
class One {
    @EmbeddedId
    OneKey id;
}

@Embeddable
class OneKey implements Serializable {
    @Column(name = "x")
    Long x;
}

/*indexes of Two*/
@Entity
@PrimaryKeyJoinColumn(name = "one_x")
class Two extends One {
    String two;
}

/*indexes of Three*/
@Entity
class Three extends Two {
    String three;
}

/*indexes of Plainer*/
@Entity
class Plainer extends One {
    String text;
}

/*indexes of Boss*/
@Entity
@IdClass(BossKey.class)
class Boss {
    @Id
    String first;

    @Id
    String last;
}

class BossKey implements Serializable {
    String first;
    String last;
}

/*indexes of Report*/
@Entity
class Report {
    @EmbeddedId
    ReportKey id;

    @MapsId("boss")
    @ManyToOne
    @JoinColumns({
        @JoinColumn(name = "boss_last", referencedColumnName = "last"),
        @JoinColumn(name = "boss_first", referencedColumnName = "first")
    })
    Boss boss;
}

@Embeddable
class ReportKey implements Serializable {
    String name;
    BossKey boss;
}

/*indexes of Employee*/
@Entity
class Employee {
    @Id
    Long number;

    String hired;

    @ManyToOne
    Boss unit;

    @Id
    Long getNumber() {
        return number;
    }

    void setNumber(Long number) {
        this.number = number;
    }

    @Column(name = "hired_on")
    String getHired() {
        return hired;
    }

    void setHired(String hired) {
        this.hired = hired;
    }

    @ManyToOne
    @JoinColumns({
        @JoinColumn(name = "fk_last", referencedColumnName = "last"),
        @JoinColumn(name = "fk_first", referencedColumnName = "first")
    })
    Boss getUnit() {
        return unit;
    }

    void setUnit(Boss unit) {
        this.unit = unit;
    }
}

/*indexes of HalfSaid*/
@Entity
@Access(AccessType.PROPERTY)
class HalfSaid {
    private Long id;
    private String text;

    @Id
    Long getId() {
        return id;
    }

    void setId(Long id) {
        this.id = id;
    }

    @Column(name = "textByGetter")
    String getText() {
        return text;
    }

    void setText(String text) {
        this.text = text;
    }
}
