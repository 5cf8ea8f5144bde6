package dev.compositeindex.oracle.converters;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.util.UUID;

/** Attributes of types that converters take by themselves, and of others. */
/*indexes of Conversions*/
@Entity
class Conversions extends ConvertedSuper<UUID> {
    @Id
    long id;

    @Version
    int version;

    boolean primitive;
    Boolean boxed;
    long count;
    BigDecimal amount;
    UUID uuid;
    String[] words;
    int[] numbers;
    float untouched;

    @Convert(converter = FloatConverter.class)
    float explicit;

    @Embedded
    ConvertedValue value;
}

@MappedSuperclass
class ConvertedSuper<T> {
    boolean inherited;
    T generic;
}

@Embeddable
class ConvertedValue {
    boolean inner;
}

abstract class TextConverter<T> implements AttributeConverter<T, String> {
    @Override
    public String convertToDatabaseColumn(T value) {
        return String.valueOf(value);
    }

    @Override
    public T convertToEntityAttribute(String text) {
        throw new UnsupportedOperationException();
    }
}

@Converter(autoApply = true)
class BooleanConverter extends TextConverter<Boolean> {}

@Converter(autoApply = true)
class UuidConverter extends TextConverter<UUID> {}

@Converter(autoApply = true)
class WordsConverter extends TextConverter<String[]> {}

@Converter(autoApply = true)
class LongConverter extends TextConverter<Long> {}

@Converter
class FloatConverter extends TextConverter<Float> {}
