package dev.wsman.internal.xml;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The buffers that Woodstox and Aalto keep for each thread in soft references. Their classes are loaded with the
 * application. A long-lived thread therefore keeps the class loader of an unloaded application reachable through its
 * buffers until memory is low.
 */
public final class ParserBuffers {
    private static final List<ThreadLocal<?>> BUFFERS = Stream.of(
                    of(com.ctc.wstx.api.ReaderConfig.class, "mRecyclerRef"),
                    of(com.ctc.wstx.api.WriterConfig.class, "mRecyclerRef"),
                    of(com.fasterxml.aalto.in.ReaderConfig.class, "_recyclerRef"))
            .<ThreadLocal<?>>flatMap(Optional::stream)
            .toList();

    private ParserBuffers() {}

    /** Removes the buffers of this thread. The next parser or writer creates new ones. */
    public static void clearForThisThread() {
        BUFFERS.forEach(ThreadLocal::remove);
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
