package dev.wsman.internal.protocol;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a Pull request. A parameter that is null is not sent.
 *
 * @param context the latest enumeration context, as the server sent it
 * @param maxTime the longest time that the server waits for items
 * @param maxElements the largest number of items in the batch
 * @param maxCharacters the largest size of the batch, in Unicode characters
 */
public record PullParameters(
        List<Object> context,
        @Nullable Duration maxTime,
        @Nullable Long maxElements,
        @Nullable Long maxCharacters) {
    /** Creates the parameters of a Pull that limits only the number of items. */
    public PullParameters(List<Object> context, long maxElements) {
        this(context, null, maxElements, null);
    }
}
