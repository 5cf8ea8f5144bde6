package com.acme.application;

import dev.compositeindex.CompositeIndex;

@CompositeIndex(name = "enrolment_course_user_idx", fields = {"courseId", "userId"})
public record Enrolment(long courseId, long userId) {}
