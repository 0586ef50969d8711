package dev.wsman.internal.cxf;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something made when it is first asked for, once, whatever thread asks. */
final class MemoizedSupplier<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T made;

    MemoizedSupplier(Supplier<T> maker) {
        this.maker = maker;
    }

    T get() {
        T known = made;
        return known == null ? make() : known;
    }

    private synchronized T make() {
        T known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }
}
