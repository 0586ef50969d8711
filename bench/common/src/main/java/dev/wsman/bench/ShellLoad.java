package dev.wsman.bench;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** Runs many tasks at the same time, each on a thread of its own: a virtual one if the JDK has them. */
public final class ShellLoad {
    private ShellLoad() {}

    /** In seconds. */
    private static final int PATIENCE = 120;

    /** Runs a task for each number below the count, and waits for all. */
    public static void run(int count, IntConsumer task) {
        ExecutorService threads = threads();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(threads.submit(() -> task.accept(number)));
            }
            for (Future<?> each : running) {
                each.get(PATIENCE, TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new NotMeasuredException("not all commands ended within " + PATIENCE + " s");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Returns whether the threads are virtual: on JDK 21 and later. */
    static boolean isVirtual() {
        return Runtime.version().feature() >= 21;
    }

    private static ExecutorService threads() {
        if (!isVirtual()) {
            return Executors.newCachedThreadPool();
        }
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
