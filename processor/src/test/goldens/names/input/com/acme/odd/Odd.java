package com.acme.odd;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;

@IndexedTable(value = "Tä\"ble $$ ' 2", schema = "My Schema")
@CompositeIndex(name = "Ünï\"cödé ' $$ \\ idx", fields = {"größe", "user DESC"}, where = "{größe} <> '\\' AND {user} <> $$x;--y$$")
@CompositeIndex(fields = {"größe", "aLongFieldNameThatMakesTheDerivedNameTooLong", "user"})
@CompositeIndex(name = "select", fields = {"table"})
public class Odd {
    String größe;
    String user;
    int table;
    String aLongFieldNameThatMakesTheDerivedNameTooLong;
}
