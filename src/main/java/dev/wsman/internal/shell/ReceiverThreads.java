package dev.wsman.internal.shell;

import dev.wsman.internal.xml.ParserBuffers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Creates the threads that receive the output of commands: virtual threads on Java 21 and later, daemon threads before.
 * They inherit no thread locals.
 */
final class ReceiverThreads {
    private static final String NAME = "wsman-command";
    /** Takes the name and the task, and returns a virtual thread that is not started; null before Java 21. */
    private static final @Nullable MethodHandle VIRTUAL = virtual();

    private ReceiverThreads() {}

    /** Returns a thread that is not started. */
    static Thread create(Runnable task) {
        Thread thread = VIRTUAL == null ? platform(task) : virtual(VIRTUAL, task);
        thread.setContextClassLoader(null);
        return thread;
    }

    private static Thread platform(Runnable task) {
        Thread thread = new Thread(null, () -> runWithoutTraces(task), NAME, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    private static void runWithoutTraces(Runnable task) {
        try {
            task.run();
        } finally {
            ParserBuffers.clearForThisThread();
        }
    }

    private static Thread virtual(MethodHandle factory, Runnable task) {
        try {
            return (Thread) factory.invoke(NAME, task);
        } catch (Throwable e) {
            throw new IllegalStateException("a virtual thread cannot be created", e);
        }
    }

    private static @Nullable MethodHandle virtual() {
        if (Runtime.version().feature() < 21) {
            return null; // a preview in 19 and 20, which fails unless it is enabled
        }
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle create = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
            MethodHandle name = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
            MethodHandle inherit = lookup.findVirtual(
                    builder, "inheritInheritableThreadLocals", MethodType.methodType(builder, boolean.class));
            MethodHandle unstarted =
                    lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
            MethodHandle named = MethodHandles.collectArguments(name, 0, create.asType(MethodType.methodType(builder)));
            MethodHandle isolated =
                    MethodHandles.collectArguments(MethodHandles.insertArguments(inherit, 1, false), 0, named);
            return MethodHandles.collectArguments(unstarted, 0, isolated);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
