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
 * Eight threads do everything for some time against a service that often fails them; then heap, threads, sockets and the
 * service's open enumerations must be what they were after the warm-up. Arguments: the folder bench, and the seconds.
 */
public final class Soak {
    private static final int THREADS = 8;
    private static final int MOST_SOCKETS = 16; // of a session's pool, by default
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final Program service;
    private final SoakLoad load;
    private final ThreadPoolExecutor prefetching = (ThreadPoolExecutor) Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "prefetch");
        thread.setDaemon(true);
        return thread;
    });

    private record State(long heap, int threads, int sockets) {
        static State now() throws IOException {
            return new State(Heap.live(), Heap.threads(), Heap.sockets());
        }
    }

    private Soak(Program service) {
        this.service = service;
        prefetching.prestartAllCoreThreads(); // or one that starts late would look like a leak
        this.load = new SoakLoad(service.line(), prefetching);
    }

    public static void main(String[] arguments) throws Exception {
        long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 600;
        Path home = Path.of(arguments[0]);
        boolean good;
        try (Program service = Program.start(home, "service", List.of("-Xmx512m"), "SoakService")) {
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
        int sockets = Heap.sockets() - idleSockets;
        System.out.println(
                "after closing the session: " + contexts + " contexts on the service, " + sockets + " sockets");
        tell();
        return good
                & isFlat("heap", before.heap(), after.heap(), before.heap() / 10 + 1_000_000)
                & isFlat("threads", before.threads(), after.threads(), 0)
                & isFlat("sockets", before.sockets(), after.sockets(), MOST_SOCKETS)
                & isFlat("sockets after closing", 0, sockets, 0)
                & isFlat("contexts after closing", 0, contexts, 0)
                & load.unexpected.isEmpty();
    }

    /** With the one that the JDK keeps for itself from the first use of sockets on. */
    private static int socketsOfAnIdleJvm() throws IOException {
        new ServerSocket(0).close();
        return Heap.sockets();
    }

    private static String text(State state) {
        return ResultTable.text("heap %.2f MB, %d threads, %d sockets", state.heap() / 1e6, state.threads(), state.sockets());
    }

    /** Whether all threads came back in time: none hung. */
    private boolean work(long seconds) throws InterruptedException {
        ask("trouble");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= THREADS; i++) {
            int number = i;
            threads.add(new Thread(() -> load.run(number, until), "soak-" + i));
        }
        threads.forEach(Thread::start);
        boolean ended = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.NANOSECONDS.toMillis(Math.max(until - System.nanoTime(), 0) + PATIENCE));
            ended &= !thread.isAlive();
        }
        ask("peace");
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

    private String ask(String command) {
        service.send(command);
        return service.line();
    }

    /** A context whose end the service lost to a broken connection expires there in ten seconds. */
    private int contextsLeft() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        int left = Integer.parseInt(ask("contexts"));
        System.out.println("contexts on the service when the session closed: " + left);
        while (left > 0 && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(200);
            left = Integer.parseInt(ask("contexts"));
        }
        return left;
    }

    private void tell() {
        System.out.println("operations: " + new java.util.TreeMap<>(load.done));
        System.out.println("failures as they should be: " + new java.util.TreeMap<>(load.failed));
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
