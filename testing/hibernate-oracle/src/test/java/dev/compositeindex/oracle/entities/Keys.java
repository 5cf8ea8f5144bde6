package dev.compositeindex.oracle.entities;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import java.io.Serializable;

/** Primary keys of several columns, and keys that are references. */
/*indexes of Part*/
@Entity
class Part {
    @EmbeddedId
    PartKey key;

    String partName;
}

@Embeddable
record PartKey(@Column(name = "partNo") long number, String series2Text) implements Serializable {}

/*indexes of OverriddenKey*/
@Entity
class OverriddenKey {
    @EmbeddedId
    @AttributeOverride(name = "number", column = @Column(name = "overriddenNumber"))
    PartKey key;
}

/*indexes of Chapter*/
@Entity
@IdClass(ChapterKey.class)
class Chapter {
    @Id
    Long bookId;

    @Id
    @Column(name = "chapterNo")
    int number;
}

class ChapterKey implements Serializable {
    Long bookId;
    int number;
}

/*indexes of Section*/
@Entity
@IdClass(SectionKey.class)
class Section {
    @Id
    @ManyToOne
    Chapter chapter;

    @Id
    int sectionNumber;
}

class SectionKey implements Serializable {
    ChapterKey chapter;
    int sectionNumber;
}

/*indexes of Line*/
@Entity
@IdClass(LineKey.class)
class Line {
    @Id
    @ManyToOne
    Simple document;

    @Id
    int lineNumber;
}

class LineKey implements Serializable {
    Long document;
    int lineNumber;
}

/*indexes of Simple*/
@Entity
class Simple {
    @Id
    Long simpleId;
}

/*indexes of UsingParts*/
@Entity
class UsingParts {
    @Id
    Long id;

    @ManyToOne
    Part mainPart;

    @ManyToOne
    @JoinColumns({
        @JoinColumn(name = "spareSeries", referencedColumnName = "series2Text"),
        @JoinColumn(name = "spareNumber", referencedColumnName = "partNo")
    })
    Part sparePart;

    @ManyToOne
    Chapter openChapter;

    @ManyToOne
    Section readSection;

    @ManyToOne
    Line line;

    @ManyToOne
    OverriddenKey overridden;

    @OneToOne
    Shared shared;
}

/*indexes of Shared*/
@Entity
class Shared {
    @Id
    Long id;

    @MapsId
    @OneToOne
    Simple simple;
}

/*indexes of SharedNamed*/
@Entity
class SharedNamed {
    @Id
    @Column(name = "notUsed")
    Long sharedId;

    @MapsId
    @OneToOne
    @JoinColumn(name = "simple_ref")
    Simple simple;

    String someText;
}

/*indexes of SharedPart*/
@Entity
class SharedPart {
    @EmbeddedId
    LinkKey key;

    @MapsId("leftId")
    @ManyToOne
    Simple left;

    @MapsId("rightId")
    @ManyToOne
    @JoinColumn(name = "right_ref")
    Simple right;
}

@Embeddable
class LinkKey implements Serializable {
    Long leftId;
    Long rightId;
    int linkNumber;
}

/*indexes of SharedWhole*/
@Entity
class SharedWhole {
    @EmbeddedId
    PartKey key;

    @MapsId
    @OneToOne
    Part part;
}

/*indexes of SharedEmbedded*/
@Entity
class SharedEmbedded {
    @EmbeddedId
    StepKey stepKey;

    @MapsId("partKey")
    @ManyToOne
    Part part;
}

@Embeddable
class StepKey implements Serializable {
    PartKey partKey;
    int step;
}

/*indexes of ReferenceAsKey*/
@Entity
class ReferenceAsKey {
    @Id
    @OneToOne
    Simple simple;

    String text;
}

/*indexes of ToReferenceKey*/
@Entity
class ToReferenceKey {
    @Id
    Long id;

    @ManyToOne
    ReferenceAsKey byKey;

    @ManyToOne
    SharedPart link;

    @ManyToOne
    SharedNamed named;
}

/*indexes of SameKey*/
@Entity
class SameKey {
    @Id
    Long id;

    @OneToOne
    @PrimaryKeyJoinColumn(name = "id")
    Simple simple;
}

/** A key that is read by getters for its id class, in a class that is read by fields. */
/*indexes of Tagged*/
@Entity
@IdClass(TaggedKey.class)
class Tagged {
    @Id
    @Column(name = "tagOfField")
    Long tag;

    @Column(name = "textOfField")
    String text;

    @Column(name = "tagOfGetter")
    public Long getTag() {
        return tag;
    }

    public void setTag(Long tag) {
        this.tag = tag;
    }
}

@Access(AccessType.PROPERTY)
class TaggedKey implements Serializable {
    private Long tag;

    public Long getTag() {
        return tag;
    }

    public void setTag(Long tag) {
        this.tag = tag;
    }
}

/*indexes of TaggedReferrer*/
@Entity
class TaggedReferrer {
    @Id
    Long id;

    @ManyToOne
    Tagged tagged;
}
