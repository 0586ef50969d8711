package dev.wsman.tour;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Some properties of Win32_Process. Components are matched with properties by their names, in any case. */
public record ProcessInfo(
        long processId,
        @Nullable String name,
        @Nullable Long threadCount,
        long workingSetSize,
        @Nullable OffsetDateTime creationDate) {}
