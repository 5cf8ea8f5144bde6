package com.acme.users;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;

@IndexedTable("app_user")
@CompositeIndex(name = "user_name_idx", fields = "name")
public record User(long id, String name) {}
