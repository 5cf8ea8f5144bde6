package dev.compositeindex.oracle.entities;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminator;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Kinds of values. */
/*indexes of Values*/
@Entity
class Values {
    @Id
    UUID valueId;

    @Version
    int rowVersion;

    Level plainLevel;

    @Enumerated(EnumType.STRING)
    @Column(name = "levelText")
    Level textLevel;

    @Lob
    String longText;

    byte[] rawBytes;
    String[] wordArray;
    List<String> wordList;
    Set<Integer> numberSet;
    BigDecimal exactAmount;
    LocalDate bornOn;

    @ElementCollection
    Set<String> tagSet;

    @ElementCollection
    Map<String, String> settingMap;

    @Transient
    String notStored;

    transient String neitherStored;

    @Formula("upper('a')")
    String computedText;

    @Convert(converter = MoneyConverter.class)
    Money converted;

    @Convert(converter = MoneyConverter.class)
    @Column(name = "moneyText")
    Money convertedNamed;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> jsonMap;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "jsonColumn")
    JsonValue jsonValue;

    @Any
    @AnyKeyJavaClass(Long.class)
    @AnyDiscriminator
    @AnyDiscriminatorValue(discriminator = "E", entity = Empty.class)
    @jakarta.persistence.JoinColumn(name = "any_id")
    Object anything;
}

enum Level {
    LOW,
    HIGH
}

record Money(String text) {}

class MoneyConverter implements AttributeConverter<Money, String> {
    @Override
    public String convertToDatabaseColumn(Money money) {
        return money.text();
    }

    @Override
    public Money convertToEntityAttribute(String text) {
        return new Money(text);
    }
}

@Embeddable
class JsonValue {
    String inJson;
}

/*indexes of Empty*/
@Entity
class Empty {
    @Id
    Long id;

    @ManyToOne
    Values values;
}
