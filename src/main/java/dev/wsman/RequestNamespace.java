package dev.wsman;

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

    /** Returns the namespace; null if the request named none. */
    static @Nullable String current() {
        return CURRENT.get();
    }
}
