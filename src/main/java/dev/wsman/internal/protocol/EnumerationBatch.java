package dev.wsman.internal.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of Enumerate or Pull.
 *
 * @param items the items, in order; may be empty
 * @param context the {@code wsen:EnumerationContext} for the next Pull, as opaque nodes; null if it is missing or blank
 * @param endOfSequence whether the reply contains {@code EndOfSequence}
 * @param total the server's estimate of all items, or -1
 * @param <T> the items' type
 */
public record EnumerationBatch<T>(List<T> items, @Nullable List<Object> context, boolean endOfSequence, long total)
        implements CountedItems {

    @Override
    public int itemCount() {
        return items.size();
    }

    /**
     * Returns whether this batch ends the enumeration: by EndOfSequence or without a context, depending on the server.
     */
    public boolean last() {
        return endOfSequence || context == null;
    }
}
