package dev.wsman.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
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
 * and replies with {@code sample COUNT NANOS CPU BYTES} or {@code unmeasured REASON}.
 */
public final class ContenderWorker {
    /** The beginning of a reply without figures; the reason follows. */
    static final String UNMEASURED = "unmeasured ";

    private static final com.sun.management.ThreadMXBean THREAD_USAGE =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Contender.Factory factory;
    private final Map<String, Contender> open = new HashMap<>();
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * One command.
     *
     * @param kind the class into which items are read; ignored unless the operation is {@code enumerate}
     * @param threads how many threads execute the operation at the same time
     */
    private record Command(String operation, String kind, String url, long nanos, int threads) {
        static Command parse(String line) {
            String[] words = line.split(" ");
            long nanos = Long.parseLong(words[3]) * 1_000_000;
            return new Command(words[0], words[1], words[2], nanos, Integer.parseInt(words[4]));
        }
    }

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
            out.println(worker.reply(line));
        }
        worker.open.values().forEach(Contender::close);
    }

    private String reply(String line) {
        try {
            Command command = Command.parse(line);
            Contender contender = open.computeIfAbsent(command.url(), factory::open);
            return measure(contender, command).line();
        } catch (Exception e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            if (!(cause instanceof NotMeasuredException)) {
                cause.printStackTrace();
            }
            String reason = cause instanceof NotMeasuredException ? cause.getMessage() : cause.toString();
            return UNMEASURED + reason.lines().findFirst().orElse("");
        }
    }

    private Sample measure(Contender contender, Command command) throws Exception {
        return command.threads() == 1 ? measureAlone(contender, command) : measureInParallel(contender, command);
    }

    private Sample measureInParallel(Contender contender, Command command) throws Exception {
        Callable<Sample> one = () -> measureAlone(contender, command);
        List<Future<Sample>> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < command.threads(); i++) {
            running.add(executor.submit(one));
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

    private static Sample measureAlone(Contender contender, Command command) {
        long allocated = THREAD_USAGE.getCurrentThreadAllocatedBytes();
        long cpu = THREAD_USAGE.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long count = 0;
        do {
            count += runOnce(contender, command);
        } while (System.nanoTime() - start < command.nanos());
        return new Sample(
                count,
                System.nanoTime() - start,
                THREAD_USAGE.getCurrentThreadCpuTime() - cpu,
                THREAD_USAGE.getCurrentThreadAllocatedBytes() - allocated);
    }

    private static long runOnce(Contender contender, Command command) {
        switch (command.operation()) {
            case "identify" -> contender.identify();
            case "get" -> contender.get();
            case "enumerate" -> {
                return requireAllItems(contender.enumerate(command.kind()), command.url());
            }
            default -> throw new IllegalArgumentException("unknown operation " + command.operation());
        }
        return 1;
    }

    /**
     * Returns the number of items. Throws if it is not that in the URL: a figure for fewer items would be meaningless.
     */
    private static long requireAllItems(long items, String url) {
        String[] path = URI.create(url).getPath().split("/");
        long expected = Long.parseLong(path[2]) * Long.parseLong(path[3]);
        if (items != expected) {
            throw new NotMeasuredException(items + " items received instead of " + expected);
        }
        return items;
    }
}
