package dev.wsman.internal.xml;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The buffers that Woodstox and Aalto keep for each thread in soft references: 12 kB in all. Their classes are loaded
 * with the application. A long-lived thread therefore keeps the class loader of an unloaded application reachable
 * through its buffers until memory is low.
 *
 * <p>Virtual threads are as many as there are exchanges at a time, and wait for most of their lives. For ten thousand
 * of them that poll their hosts, the buffers would be 120 MB, and the collector would clear soft references only just
 * before the heap overflows. A virtual thread therefore drops its buffers after each use.
 */
public final class ParserBuffers {
    private static final List<ThreadLocal<?>> BUFFERS = Stream.of(
                    of(com.ctc.wstx.api.ReaderConfig.class, "mRecyclerRef"),
                    of(com.ctc.wstx.api.WriterConfig.class, "mRecyclerRef"),
                    of(com.fasterxml.aalto.in.ReaderConfig.class, "_recyclerRef"))
            .<ThreadLocal<?>>flatMap(Optional::stream)
            .toList();

    /** {@code Thread.isVirtual()} of JDK 21 and later; null before. */
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

    private ParserBuffers() {}

    /** Removes the buffers of this thread. The next parser or writer creates new ones. */
    public static void clearForThisThread() {
        BUFFERS.forEach(ThreadLocal::remove);
    }

    /** Removes the buffers of this thread if it is a virtual one. */
    public static void clearForVirtualThread() {
        if (IS_VIRTUAL != null && isVirtual(IS_VIRTUAL, Thread.currentThread())) {
            clearForThisThread();
        }
    }

    private static boolean isVirtual(MethodHandle query, Thread thread) {
        try {
            return (boolean) query.invokeExact(thread);
        } catch (Throwable e) { // declared by every method handle, and never thrown by this one
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /**
     * Returns the buffers in a static field. Returns empty if the parser's module is not open to this one, or if the
     * parser keeps its buffers elsewhere; they then stay softly reachable.
     */
    private static Optional<ThreadLocal<?>> of(Class<?> owner, String field) {
        try {
            return Optional.of((ThreadLocal<?>) MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findStaticVarHandle(owner, field, ThreadLocal.class)
                    .get());
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
