package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * The CIM namespace of the request whose reply a thread is reading. JAXB passes nothing else to an adapter than the
 * content, so that the adapters of {@link ResourceLocator} and {@link Instance} find it here.
 */
final class RequestNamespace {
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private RequestNamespace() {}

    /** Sets the namespace of references that this thread reads and that name none, until {@link #leave}. */
    static void enter(String namespace) {
        CURRENT.set(namespace);
    }

    static void leave() {
        CURRENT.remove();
    }

    /** Returns the namespace; null if the request named none. */
    static @Nullable String current() {
        return CURRENT.get();
    }
}
