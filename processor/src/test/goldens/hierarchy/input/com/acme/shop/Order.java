package com.acme.shop;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;

@IndexedTable(value = "order", schema = "sales")
@CompositeIndex(fields = {"createdAt DESC NULLS LAST", "shipTo.city ASC", "total NULLS FIRST"})
@CompositeIndex(name = "all", fields = "desc DESC")
@CompositeIndex(name = "order state", fields = "state ASC NULLS LAST")
@CompositeIndex(name = "order_state", fields = "state", where = "NOT {closed}")
public class Order extends Persistent {
    private String desc;
    private String state;
    private boolean closed;
    private java.math.BigDecimal total;
    private Address shipTo;

    public record Address(String street, String city) {}

    /** A nested entity, whose table is named after it. */
    @CompositeIndex(fields = {"address2Line", "order"})
    static class LineItem {
        String address2Line;
        int order;
    }
}
