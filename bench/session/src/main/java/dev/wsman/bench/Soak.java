package dev.wsman.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Eight threads execute all operations for some time against a service that often fails. Then the heap, threads,
 * sockets and open enumerations of the service must be the same as after the warm-up. Arguments: the folder {@code
 * bench}, and the seconds.
 */
public final class Soak {
    private static final int THREADS = 8;
    private static final int MOST_SOCKETS = 16; // the default size of a session's pool
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ChildProcess service;
    private final SoakLoad load;
    private final ThreadPoolExecutor prefetching = (ThreadPoolExecutor) Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "prefetch");
        thread.setDaemon(true);
        return thread;
    });

    private record State(long heap, int threads, int sockets) {
        static State now() throws IOException {
            return new State(ProcessState.liveHeap(), ProcessState.threads(), ProcessState.sockets());
        }
    }

    private Soak(ChildProcess service) {
        this.service = service;
        prefetching.prestartAllCoreThreads(); // a thread that starts later would look like a leak
        this.load = new SoakLoad(service.line(), prefetching);
    }

    public static void main(String[] arguments) throws Exception {
        long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 600;
        Path home = Path.of(arguments[0]);
        boolean good;
        try (ChildProcess service = ChildProcess.start(home, "service", List.of("-Xmx512m"), "SoakService")) {
            good = new Soak(service).run(seconds);
        }
        System.out.println(good ? "flat" : "NOT FLAT");
        System.exit(good ? 0 : 1);
    }

    private boolean run(long seconds) throws Exception {
        int idleSockets = socketsOfAnIdleJvm();
        long warmUp = Math.max(10, Math.min(60, seconds / 5));
        boolean good = work(warmUp);
        State before = State.now();
        System.out.println("after " + warmUp + " s of warm-up:  " + text(before));
        good &= work(seconds);
        State after = State.now();
        System.out.println("after " + seconds + " s:             " + text(after));
        load.close();
        int contexts = contextsLeft();
        int sockets = ProcessState.sockets() - idleSockets;
        System.out.println(
                "after closing the session: " + contexts + " contexts on the service, " + sockets + " sockets");
        printCounts();
        return good
                & isFlat("heap", before.heap(), after.heap(), before.heap() / 10 + 1_000_000)
                & isFlat("threads", before.threads(), after.threads(), 0)
                & isFlat("sockets", before.sockets(), after.sockets(), MOST_SOCKETS)
                & isFlat("sockets after closing", 0, sockets, 0)
                & isFlat("contexts after closing", 0, contexts, 0)
                & load.unexpected.isEmpty();
    }

    /** Returns the number of sockets including the one that the JDK keeps open after the first use of sockets. */
    private static int socketsOfAnIdleJvm() throws IOException {
        new ServerSocket(0).close();
        return ProcessState.sockets();
    }

    private static String text(State state) {
        return ResultTable.text(
                "heap %.2f MB, %d threads, %d sockets", state.heap() / 1e6, state.threads(), state.sockets());
    }

    /** Runs the load. Returns whether all threads ended in time. */
    private boolean work(long seconds) throws InterruptedException {
        command("fail");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= THREADS; i++) {
            int number = i;
            threads.add(new Thread(() -> load.run(number, until), "soak-" + i));
        }
        threads.forEach(Thread::start);
        boolean ended = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.NANOSECONDS.toMillis(Math.max(until - System.nanoTime(), 0) + MAX_WAIT_NANOS));
            ended &= !thread.isAlive();
        }
        command("succeed");
        if (!ended) {
            System.out.println("NOT FLAT: threads hang");
            threads.stream().filter(Thread::isAlive).forEach(Soak::dump);
        }
        return ended;
    }

    private static void dump(Thread thread) {
        System.out.println(thread.getName());
        for (StackTraceElement frame : thread.getStackTrace()) {
            System.out.println("    " + frame);
        }
    }

    private String command(String command) {
        service.send(command);
        return service.line();
    }

    /**
     * Waits for open contexts to expire. If the connection broke during a Release, the context expires after ten
     * seconds.
     */
    private int contextsLeft() throws InterruptedException {
        long until = System.nanoTime() + MAX_WAIT_NANOS;
        int left = Integer.parseInt(command("contexts"));
        System.out.println("contexts on the service when the session closed: " + left);
        while (left > 0 && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(200);
            left = Integer.parseInt(command("contexts"));
        }
        return left;
    }

    private void printCounts() {
        System.out.println("operations: " + new java.util.TreeMap<>(load.done));
        System.out.println("expected failures: " + new java.util.TreeMap<>(load.failed));
        load.unexpected.forEach((name, failure) -> {
            System.out.println("UNEXPECTED " + name);
            failure.printStackTrace(System.out);
        });
    }

    private static boolean isFlat(String what, long before, long after, long tolerance) {
        boolean flat = after <= before + tolerance;
        if (!flat) {
            System.out.println("NOT FLAT: " + what + " grew from " + before + " to " + after);
        }
        return flat;
    }
}
