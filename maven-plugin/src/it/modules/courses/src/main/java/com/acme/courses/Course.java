package com.acme.courses;

import dev.compositeindex.CompositeIndex;

@CompositeIndex(name = "course_title_idx", fields = "title")
public record Course(long id, String title) {}
