package com.acme.b;

import dev.compositeindex.CompositeIndex;

@CompositeIndex(name = "b_name_idx", fields = "name")
public class B {
    String name;
}
