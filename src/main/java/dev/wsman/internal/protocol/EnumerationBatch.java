package dev.wsman.internal.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Enumerate or Pull brought.
 *
 * @param items the items, in order; empty where there are none (yet)
 * @param context where to go on, as opaque nodes; null where the server named none
 * @param last whether nothing comes after these
 * @param total the server's estimate of all items, or -1
 * @param <T> the items' type
 */
public record EnumerationBatch<T>(List<T> items, @Nullable List<Object> context, boolean last, long total) {}
