package com.acme.a;

import dev.compositeindex.CompositeIndex;

@CompositeIndex(name = "a_name_idx", fields = "name")
public class A {
    String name;
}
