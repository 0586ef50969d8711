package dev.wsman.internal.cxf;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates a value at the first call and returns the same value to all threads from then on. */
final class MemoizedSupplier<T> {
    private final Supplier<T> creator;
    private volatile @Nullable T value;

    MemoizedSupplier(Supplier<T> creator) {
        this.creator = creator;
    }

    T get() {
        T known = value;
        return known == null ? create() : known;
    }

    private synchronized T create() {
        T known = value;
        if (known == null) {
            known = creator.get();
            value = known;
        }
        return known;
    }
}
