package dev.wsman;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The CIM namespace of the request whose reply a thread is reading. JAXB passes only the content to an adapter, so
 * that the adapters of {@link ResourceLocator} and {@link Instance} get the namespace from here.
 */
final class RequestNamespace {
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private RequestNamespace() {}

    /** Sets the namespace for the references without one that this thread reads until it calls {@link #leave}. */
    static void enter(String namespace) {
        CURRENT.set(namespace);
    }

    static void leave() {
        CURRENT.remove();
    }

    /** Reads something with this namespace, which may be null. */
    static <T> T within(@Nullable String namespace, Supplier<T> reading) {
        if (namespace == null) {
            return reading.get();
        }
        enter(namespace);
        try {
            return reading.get();
        } finally {
            leave();
        }
    }

    /** Returns the namespace; null if the request named none. */
    static @Nullable String current() {
        return CURRENT.get();
    }
}
