package dev.wsman.internal.xml;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The buffers that Woodstox and Aalto keep for each thread. They are softly reachable and of a class of ours, so that a thread
 * that lives on keeps the class loader of an application that was thrown away, until memory runs short.
 */
public final class ParserBuffers {
    private static final List<ThreadLocal<?>> BUFFERS = Stream.of(
                    of(com.ctc.wstx.api.ReaderConfig.class, "mRecyclerRef"),
                    of(com.ctc.wstx.api.WriterConfig.class, "mRecyclerRef"),
                    of(com.fasterxml.aalto.in.ReaderConfig.class, "_recyclerRef"))
            .<ThreadLocal<?>>flatMap(Optional::stream)
            .toList();

    private ParserBuffers() {}

    /** Drops the buffers of this thread; the next parser or writer makes new ones. */
    public static void dropThoseOfThisThread() {
        BUFFERS.forEach(ThreadLocal::remove);
    }

    /** Empty where the parser's module is not open to us, or keeps its buffers elsewhere: they stay softly reachable then. */
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
