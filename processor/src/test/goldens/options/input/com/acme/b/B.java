package com.acme.b;

import dev.compositeindex.CompositeIndex;

@CompositeIndex(
        name = "b_name_idx",
        fields = "name",
        include = "id",
        where = "{id} > 0",
        with = {"FILLFACTOR = 70", "deduplicate_items=Off"},
        tablespace = "Fast disks",
        comment = "Dean's list: \\ \"größe\"\t$L\nsecond\u0001 line",
        renamedFrom = "b \"old\" idx")
public class B {
    long id;
    String name;
}
