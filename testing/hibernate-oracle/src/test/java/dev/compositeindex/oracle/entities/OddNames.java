package dev.compositeindex.oracle.entities;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Names that naming strategies take apart differently. */
/*indexes of OddNames*/
@Entity
class OddNames {
    @Id
    Long id;

    String title;
    String URLPath;
    String someID;
    String iPhone;
    String line2;
    String line2Text;
    String address2Line;
    boolean isActive;
    String aB;
    String aBc;
    String aBCd;
    String userIDNumber;
    String html5Parser;
    String a1B2c3;
    String x;
    String xY;
    String ALLCAPS;
    String snake_case_already;
    String mixed_Case_Name;
    String trailing_;
    String _leading;
    String $dollar;
    String in$ide;
    String größeInCm;
    String ÄnderungsDatum;
    String order;
    String group;
    String select;
    String user;
    String end;
    final String constant = "";
}

/*indexes of URLMapping*/
@Entity
class URLMapping {
    @Id
    Long mappingID;

    String target;
}

/*indexes of Html5Page*/
@Entity
class Html5Page {
    @Id
    Long pageNumber;

    String bodyText;
}

/*indexes of Order*/
@Entity
class Order {
    @Id
    Long orderId;

    String number;
}

/*indexes of Line2Item*/
@Entity(name = "renamedItem2Text")
class Line2Item {
    @Id
    Long id;

    int amountOf2Boxes;
}

/*indexes of Given*/
@Entity
@Table(name = "GivenTable", schema = "GivenSchema")
class Given {
    @Id
    @Column(name = "GivenId")
    Long id;

    @Column(name = "mailAddress")
    String mail;

    @Column(name = "UPPER_CASE")
    String upper;

    @Column(name = "Mixed_Case")
    String mixed;

    @Column(name = "line2Text")
    String line2;

    @Column(name = "URLPath")
    String path;

    @Column(nullable = false)
    String notNamed;

    @Column(name = "order")
    String reserved;

    @Column(name = "größteZahl")
    String umlaut;
}

/*indexes of Quoted*/
@Entity
@Table(name = "`QuotedTable`", schema = "`QuotedSchema`")
class Quoted {
    @Id
    @Column(name = "`QuotedId`")
    Long id;

    @Column(name = "`back ticks`")
    String backTicks;

    @Column(name = "\"doubleQuotes\"")
    String doubleQuotes;

    @Column(name = "\"a \"\"quote\"\" inside\"")
    String quotesInside;

    @Column(name = "`back \"\" ticks`")
    String quotesInBackTicks;

    @Column(name = "`line2Text`")
    String line2;

    @Column(name = "`order`")
    String reserved;

    @Column(name = "`lower`")
    String lower;

    String notQuoted;
}

/*indexes of QuotedTableOnly*/
@Entity
@Table(name = "\"OnlyTable\"")
class QuotedTableOnly {
    @Id
    Long onlyId;

    String someText;
}
