package dev.wsman.bench;

import dev.wsman.Session;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures Pulls without events: of subscriptions, each on a session of its own, and over bare HTTP. Reads one line per
 * measurement, {@code poll|bare MILLISECONDS}, and replies with {@code sample COUNT NANOS CPU 0}. The processor time is
 * that of the threads that pull: at a low rate, the compilers of the JVM would be a large part of that of the process.
 * Arguments: the URL of the source, the number of subscriptions, each of which has a thread.
 */
public final class IdlePulls {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration WAIT = Duration.ofMillis(50);

    private final List<Subscription<WindowsEvent>> subscriptions = new ArrayList<>();
    private final BareEvents messages = new BareEvents();
    private final BareHttp bare;
    private final ExecutorService threads;

    private IdlePulls(String url, int count) {
        bare = new BareHttp(URI.create(url));
        threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            Session session = SessionPoll.session(url);
            subscriptions.add(SessionPoll.open(session));
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // output of libraries must not mix with the replies
        IdlePulls pulls = new IdlePulls(arguments[0], Integer.parseInt(arguments[1]));
        out.println(pulls.subscriptions.size() + " subscriptions");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(pulls.reply(line.split(" ")));
        }
        System.exit(0); // the subscriptions end with their source
    }

    private String reply(String... words) throws InterruptedException, ExecutionException {
        long nanos = Long.parseLong(words[1]) * 1_000_000;
        AtomicLong count = new AtomicLong();
        List<Future<?>> running = new ArrayList<>();
        AtomicLong cpu = new AtomicLong();
        long start = System.nanoTime();
        for (Subscription<WindowsEvent> subscription : subscriptions) {
            Runnable pull = words[0].equals("poll") ? () -> poll(subscription) : this::bare;
            running.add(threads.submit(() -> {
                long before = THREADS.getCurrentThreadCpuTime();
                for (; System.nanoTime() - start < nanos; count.incrementAndGet()) {
                    pull.run();
                }
                cpu.addAndGet(THREADS.getCurrentThreadCpuTime() - before);
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        return new Sample(count.get(), System.nanoTime() - start, cpu.get(), 0).line();
    }

    private static void poll(Subscription<WindowsEvent> subscription) {
        if (!subscription.poll(WAIT).events().isEmpty()) {
            throw new NotMeasuredException("an event arrived");
        }
    }

    private void bare() {
        BareEvents.Scan scan = bare.exchange(BareEvents.pull("at-1"), messages::scan);
        if (scan.events > 0) {
            throw new NotMeasuredException("an event arrived");
        }
    }
}
