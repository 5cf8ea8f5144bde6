package dev.compositeindex.example.users;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.time.Instant;

/** What a user shows of themselves, and the totals of what they have done. */
@IndexedTable("users_userprofile")
@CompositeIndex(
        name = "profile_skill_vis_idx",
        fields = {"skillLevel", "profileVisibility"})
@CompositeIndex(
        name = "profile_vis_courses_idx",
        fields = {"profileVisibility", "totalCoursesCompleted DESC"})
@CompositeIndex(
        name = "profile_vis_exercises_idx",
        fields = {"profileVisibility", "totalExercisesSolved DESC"})
@CompositeIndex(name = "profile_created_idx", fields = "createdAt DESC")
public record UserProfile(
        long id,
        long userId,
        String skillLevel,
        int totalCoursesCompleted,
        int totalExercisesSolved,
        int totalStudyHours,
        int currentStreak,
        int longestStreak,
        int followersCount,
        int followingCount,
        String profileVisibility,
        Instant createdAt,
        Instant updatedAt) {}
