package dev.wsman.bench;

import dev.wsman.Session;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Polls each host of a fleet every ten seconds on a virtual thread of its own. The polls are spread over the ten
 * seconds. The time of each poll is measured from the moment when it was due. In the warm-up before, each host is
 * polled once, so that all connections are open. Prints the time of a poll in nanoseconds (the median, that within which
 * 99 % ended, the longest), what {@link FleetState} describes, and the live heap. Arguments: the servers as for
 * {@link FleetEndpoints}, the milliseconds of a reply, and the times ten seconds of the warm-up and of the measurement.
 */
public final class FleetPolls {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final List<Session> sessions;
    private final int warmUp;
    private final int rounds;
    private final long start = System.nanoTime();
    private final Latencies latencies;
    private final CountDownLatch done;
    private final AtomicInteger failures = new AtomicInteger();

    private FleetPolls(List<Session> sessions, int warmUp, int rounds) {
        this.sessions = sessions;
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.latencies = new Latencies(sessions.size() * rounds);
        this.done = new CountDownLatch(sessions.size());
    }

    public static void main(String[] arguments) throws Exception {
        List<Session> sessions = FleetEndpoints.open(arguments[0], Integer.parseInt(arguments[1]));
        FleetPolls polls = new FleetPolls(sessions, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        System.out.println(polls.run());
        System.exit(0); // closing all sessions is not measured
    }

    private String run() throws Exception {
        ExecutorService threads = virtualThreads();
        for (int i = 0; i < sessions.size(); i++) {
            int host = i;
            threads.execute(() -> poll(host));
        }
        FleetState state = new FleetState();
        sleepUntil(start + warmUp * INTERVAL);
        state.begin();
        sleepUntil(start + (warmUp + rounds) * INTERVAL);
        String during = state.end();
        done.await();
        if (failures.get() > 0) {
            throw new NotMeasuredException(failures.get() + " polls failed");
        }
        return latencies.quantiles(0.5, 0.99, 1) + " " + during + " " + ProcessState.liveHeap();
    }

    /** Polls one host once in the warm-up, and then in each round. */
    private void poll(int host) {
        long offset = INTERVAL * host / sessions.size();
        try {
            poll(host, start + warmUp * offset);
            for (int round = 0; round < rounds; round++) {
                latencies.add(poll(host, start + (warmUp + round) * INTERVAL + offset));
            }
        } catch (RuntimeException | InterruptedException e) {
            failures.incrementAndGet();
            e.printStackTrace();
        } finally {
            done.countDown();
        }
    }

    /** Returns the nanoseconds from the moment when the poll was due. */
    private long poll(int host, long due) throws InterruptedException {
        sleepUntil(due);
        sessions.get(host).get(SessionContender.ONE);
        return System.nanoTime() - due;
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
    }

    /** JDK 21 and later have this method; the classes are for JDK 17. */
    private static ExecutorService virtualThreads() throws IllegalAccessException, InvocationTargetException {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            throw new NotMeasuredException("this JDK has no virtual threads");
        }
    }
}
