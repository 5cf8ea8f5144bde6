package dev.compositeindex.oracle.entities;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;

/** Classes that are mapped by their getters. */
/*indexes of ByProperty*/
@Entity
class ByProperty {
    private Long hiddenId;
    private String url;
    private boolean active;
    private PropertyTarget reference;
    private PropertyValue propertyValue;

    @Id
    @Column(name = "propertyId")
    public Long getId() {
        return hiddenId;
    }

    public void setId(Long id) {
        this.hiddenId = id;
    }

    @Column(name = "urlColumn")
    public String getURLPath() {
        return url;
    }

    public void setURLPath(String url) {
        this.url = url;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }

    @ManyToOne
    @JoinColumn(name = "referenceKey")
    public PropertyTarget getReference() {
        return reference;
    }

    public void setReference(PropertyTarget reference) {
        this.reference = reference;
    }

    public PropertyValue getPropertyValue() {
        return propertyValue;
    }

    public void setPropertyValue(PropertyValue propertyValue) {
        this.propertyValue = propertyValue;
    }

    @Transient
    public String getDerivedText() {
        return "";
    }
}

@Embeddable
class PropertyValue {
    private String hidden;

    @Column(name = "valueColumn")
    public String getShownValue() {
        return hidden;
    }

    public void setShownValue(String value) {
        this.hidden = value;
    }
}

/*indexes of PropertyTarget*/
@Entity
class PropertyTarget {
    private Long number;

    @Id
    @Column(name = "targetNumber")
    public Long getNumber() {
        return number;
    }

    public void setNumber(Long number) {
        this.number = number;
    }
}

/*indexes of MixedAccess*/
@Entity
@Access(AccessType.FIELD)
class MixedAccess {
    @Id
    Long id;

    String byField;

    @Transient
    String byGetter;

    @Access(AccessType.PROPERTY)
    @Column(name = "ofGetter")
    public String getByGetter() {
        return byGetter;
    }

    public void setByGetter(String byGetter) {
        this.byGetter = byGetter;
    }
}

/*indexes of PropertyWithField*/
@Entity
@Access(AccessType.PROPERTY)
class PropertyWithField {
    private Long id;

    @Access(AccessType.FIELD)
    @Column(name = "ofField")
    String byField;

    @Id
    public Long getId() {
        return id;
    }

    public void setId(Long id) {
        this.id = id;
    }
}

@MappedSuperclass
class PropertySuper {
    private String text;

    @Column(name = "superText")
    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}

/*indexes of BelowPropertySuper*/
@Entity
class BelowPropertySuper extends PropertySuper {
    private Long key;

    @Id
    @Column(name = "belowKey")
    public Long getKey() {
        return key;
    }

    public void setKey(Long key) {
        this.key = key;
    }
}

/*indexes of FieldWithGetterValue*/
@Entity
class FieldWithGetterValue {
    @Id
    Long id;

    GetterValue value;
}

@Embeddable
class GetterValue {
    String inner;

    @Column(name = "lost")
    public String getInner() {
        return inner;
    }

    public void setInner(String inner) {
        this.inner = inner;
    }
}

/*indexes of FieldWithAccessValue*/
@Entity
class FieldWithAccessValue {
    @Id
    Long id;

    AccessValue value;
}

@Embeddable
@Access(AccessType.PROPERTY)
class AccessValue {
    private String hidden;

    @Column(name = "kept")
    public String getShown() {
        return hidden;
    }

    public void setShown(String shown) {
        this.hidden = shown;
    }
}
