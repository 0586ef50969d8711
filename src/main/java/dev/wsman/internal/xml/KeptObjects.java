package dev.wsman.internal.xml;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few objects that are kept for their next use, because creating them costs more than keeping them. They are not kept
 * for each thread, because there may be thousands of virtual ones. Thread-safe.
 *
 * @param <T> the type of the objects, which may still have the content of their last use
 */
public final class KeptObjects<T> {
    /** About as many as are in use at the same moment; more are created and not kept. */
    private static final int MOST = 8;

    private final AtomicReferenceArray<@Nullable T> kept = new AtomicReferenceArray<>(MOST);

    /** Returns an object that no other caller uses; null if none is kept. */
    public @Nullable T take() {
        for (int i = 0; i < MOST; i++) {
            T object = kept.get(i) == null ? null : kept.getAndSet(i, null);
            if (object != null) {
                return object;
            }
        }
        return null;
    }

    /** Keeps an object, if there is room. The caller must not use it any more. */
    public void giveBack(T object) {
        for (int i = 0; i < MOST; i++) {
            if (kept.get(i) == null && kept.compareAndSet(i, null, object)) {
                return;
            }
        }
    }
}
