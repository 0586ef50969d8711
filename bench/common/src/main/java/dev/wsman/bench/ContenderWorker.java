package dev.wsman.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures a contender in this process. Reads one command per line, {@code OPERATION KIND URL MILLISECONDS THREADS},
 * and replies with {@code sample COUNT NANOS CPU BYTES} or {@code not REASON}.
 */
public final class ContenderWorker {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Contender.Factory factory;
    private final Map<String, Contender> open = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });

    private ContenderWorker(Contender.Factory factory) {
        this.factory = factory;
    }

    /** Executes commands until the input ends. */
    public static void run(Contender.Factory factory) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // output of libraries must not mix with the replies
        ContenderWorker worker = new ContenderWorker(factory);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(worker.reply(line.split(" ")));
        }
        worker.open.values().forEach(Contender::close);
    }

    private String reply(String[] command) {
        try {
            Contender contender = open.computeIfAbsent(command[2], factory::open);
            return measure(contender, command).line();
        } catch (Exception e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            if (!(cause instanceof NotMeasuredException)) {
                cause.printStackTrace();
            }
            return "not "
                    + (cause instanceof NotMeasuredException ? cause.getMessage() : cause.toString())
                            .lines()
                            .findFirst()
                            .orElse("");
        }
    }

    private Sample measure(Contender contender, String[] command) throws Exception {
        long nanos = Long.parseLong(command[3]) * 1_000_000;
        int parallel = Integer.parseInt(command[4]);
        return parallel == 1
                ? alone(contender, command[0], command[1], command[2], nanos)
                : together(contender, command, nanos, parallel);
    }

    private Sample together(Contender contender, String[] command, long nanos, int parallel) throws Exception {
        Callable<Sample> one = () -> alone(contender, command[0], command[1], command[2], nanos);
        List<Future<Sample>> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < parallel; i++) {
            running.add(threads.submit(one));
        }
        long count = 0;
        long cpu = 0;
        long allocated = 0;
        for (Future<Sample> future : running) {
            count += future.get().count();
            cpu += future.get().cpu();
            allocated += future.get().allocated();
        }
        return new Sample(count, System.nanoTime() - start, cpu, allocated);
    }

    private static Sample alone(Contender contender, String operation, String kind, String url, long nanos) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long count = 0;
        do {
            count += once(contender, operation, kind, url);
        } while (System.nanoTime() - start < nanos);
        return new Sample(
                count,
                System.nanoTime() - start,
                THREADS.getCurrentThreadCpuTime() - cpu,
                THREADS.getCurrentThreadAllocatedBytes() - allocated);
    }

    private static long once(Contender contender, String operation, String kind, String url) {
        switch (operation) {
            case "identify" -> contender.identify();
            case "get" -> contender.get();
            case "enumerate" -> {
                return complete(contender.enumerate(kind), url);
            }
            default -> throw new IllegalArgumentException("unknown operation " + operation);
        }
        return 1;
    }

    /** Returns the number of items if it is the one in the path. Figures for fewer items would be meaningless. */
    private static long complete(long items, String url) {
        String[] path = url.split("/");
        long expected = Long.parseLong(path[path.length - 2]) * Long.parseLong(path[path.length - 1]);
        if (items != expected) {
            throw new NotMeasuredException(items + " items received instead of " + expected);
        }
        return items;
    }
}
