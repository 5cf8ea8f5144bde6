package dev.compositeindex.example.forum;

import dev.compositeindex.CompositeIndex;
import dev.compositeindex.IndexedTable;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How far the forum trusts a user, and what that is calculated from. */
@IndexedTable("forum_integration_trustlevel")
@CompositeIndex(
        name = "trustlevel_level_posts_idx",
        fields = {"level", "postsCreated DESC"})
@CompositeIndex(
        name = "trustlevel_level_likes_idx",
        fields = {"level", "likesReceived DESC"})
@CompositeIndex(name = "trustlevel_posts_idx", fields = "postsCreated DESC")
public record TrustLevel(
        long id,
        long userId,
        int level,
        int postsRead,
        int topicsViewed,
        int postsCreated,
        int topicsCreated,
        int likesGiven,
        int likesReceived,
        int daysVisited,
        @Nullable LocalDate lastVisitDate,
        Instant lastCalculated,
        Instant createdAt,
        Instant updatedAt) {}
