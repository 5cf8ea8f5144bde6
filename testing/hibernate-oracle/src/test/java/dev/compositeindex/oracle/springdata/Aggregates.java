package dev.compositeindex.oracle.springdata;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Transient;
import org.springframework.data.annotation.Version;
import org.springframework.data.jdbc.core.mapping.AggregateReference;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.Table;

/** Classes of Spring Data JDBC. */
/*indexes of PlainAggregate*/
class PlainAggregate {
    @Id
    Long id;

    @Version
    int rowVersion;

    String title;
    String userID;
    String URLPath;
    String iPhone;
    String line2;
    String line2Text;
    String address2Line;
    boolean isActive;
    String aB;
    String aBCd;
    String ALLCAPS;
    String snake_case_already;
    String mixed_Case;
    String in$ide;
    String größeInCm;
    String order;
    Instant createdAt;
    Level level;
    List<String> words;
    String[] wordArray;

    @Column("GivenName")
    String given;

    @Column("lower_given")
    String lowerGiven;

    AggregateReference<NamedAggregate, Long> reference;

    @Transient
    String notStored;
}

enum Level {
    LOW
}

/*indexes of NamedAggregate*/
@Table(name = "NamedTable", schema = "SomeSchema")
class NamedAggregate {
    @Id
    Long namedId;

    Set<Row> rowSet;

    @MappedCollection(idColumn = "owner", keyColumn = "position")
    List<Row> rowList;

    Map<String, Row> rowMap;

    Single single;
}

/*indexes of HTMLPage2Row*/
class HTMLPage2Row {
    @Id
    Long id;
}

/*indexes of Row*/
class Row {
    @Id
    Long id;

    String rowText;
}

/*indexes of Single*/
class Single {
    @Id
    Long id;

    String singleText;
}

/*indexes of Embedding*/
@Table("embedding_rows")
class Embedding {
    @Id
    Long id;

    @Embedded(onEmpty = Embedded.OnEmpty.USE_NULL, prefix = "home_")
    Address home;

    @Embedded.Nullable(prefix = "Work")
    Address work;

    @Embedded.Empty
    Other other;
}

class Address {
    String streetName;

    @Column("CityName")
    String city;

    @Embedded.Nullable(prefix = "zip_")
    Zip zip;
}

class Zip {
    String postCode;
}

record Other(String otherText) {}

/*indexes of AsRecord*/
record AsRecord(
        @Id Long recordId,
        String componentText,
        @Column("x") int number) {}

/*indexes of Inheriting*/
class Inheriting extends Ancestor {
    String ownText;
}

class Ancestor {
    @Id
    Long ancestorId;

    @Column("ancestor")
    String text;
}
