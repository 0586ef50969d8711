package dev.wsman.bench;

import dev.wsman.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures Gets of many threads on one session, and the same Gets over bare HTTP with one thread for each connection.
 * Reads one line per measurement, {@code session|bare THREADS MILLISECONDS}, and replies with
 * {@code sample COUNT NANOS CPU 0}, for a session followed by the median of the wait for a connection, the time within
 * which 99 % of all waits ended, and the longest wait. Argument: the URL.
 */
public final class SharedSession {
    private static final int MOST_CALLS = 1_000_000;

    private final Session session;
    private final FloorContender bare;
    /** Its threads are kept for the next round: to start 200 takes a good part of a round. */
    private final ExecutorService executor = Executors.newCachedThreadPool();

    private volatile Latencies waits = new Latencies(0);

    private SharedSession(String url) {
        bare = new FloorContender(url, false);
        session = Session.builder(url)
                .listener(attempt -> waits.add(attempt.connectionWait().toNanos()))
                .build();
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // output of libraries must not mix with the replies
        SharedSession shared = new SharedSession(arguments[0]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(shared.reply(line.split(" ")));
        }
        System.exit(0);
    }

    private String reply(String... words) {
        int threads = Integer.parseInt(words[1]);
        long nanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[2]));
        try {
            if (words[0].equals("bare")) {
                return measure(bare::get, threads, nanos).line();
            }
            waits = new Latencies(MOST_CALLS);
            Sample sample = measure(() -> session.get(SessionContender.ONE), threads, nanos);
            return sample.line() + " " + waits.quantiles(0.5, 0.99, 1);
        } catch (Exception | OutOfMemoryError e) {
            e.printStackTrace();
            return ContenderWorker.UNMEASURED + e.toString().lines().findFirst().orElse("");
        }
    }

    /** Calls from many threads at the same time, each as often as it can until the time is over. */
    private Sample measure(Runnable call, int threads, long nanos) throws InterruptedException, ExecutionException {
        AtomicLong count = new AtomicLong();
        long cpu = ProcessState.processorNanos();
        long start = System.nanoTime();
        Callable<Object> caller = Executors.callable(() -> {
            while (System.nanoTime() - start < nanos) {
                call.run();
                count.incrementAndGet();
            }
        });
        for (Future<Object> each : executor.invokeAll(Collections.nCopies(threads, caller), 1, TimeUnit.MINUTES)) {
            if (each.isCancelled()) {
                throw new NotMeasuredException("the calls did not end");
            }
            each.get();
        }
        return new Sample(count.get(), System.nanoTime() - start, ProcessState.processorNanos() - cpu, 0);
    }
}
