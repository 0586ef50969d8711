package dev.wsman.kafka.bench;

import dev.wsman.kafka.fixture.Await;
import dev.wsman.kafka.fixture.KafkaBroker;
import dev.wsman.kafka.fixture.PluginArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures one worker that reads the event logs of many hosts. The hosts and the worker are processes of their own; the
 * broker is in this one. Hosts are services of the testkit with NTLM and encrypted messages; a service stands for many
 * hosts, which the worker reaches by different names.
 */
public final class FleetBenchmark {
    private static final int READ_HOSTS = 100;
    private static final int SINGLE_EVENTS = 21;
    /** How often the hosts are subscribed to. The round with the median of the processor time counts. */
    private static final int ROUNDS = 3;
    /** The hosts that are read before the others, so that what a connector costs once is not counted as theirs. */
    private static final int FIRST_HOSTS = 20;
    /** In this time, each idle host replies to two Pulls. */
    private static final Duration PULLS = Duration.ofSeconds(60);
    /** How many times as many events wait in the second part of what a worker catches up. */
    private static final int MORE = 3;

    private final FleetReport report;
    private final boolean quick;
    private final Path folder;
    private final PluginArchive plugins;
    private final String[] options;

    private FleetBenchmark(FleetReport report, boolean quick, Path folder, String... options) {
        this.report = report;
        this.quick = quick;
        this.folder = folder;
        this.plugins = PluginArchive.unpack(folder.resolve("plugins"));
        this.options = options;
    }

    /**
     * Arguments: the file to which the tables are written, and the guide whose figures a full run replaces; optionally
     * {@code --quick} for fewer hosts and less time, and {@code --profile} with a file for a recording by JDK Flight
     * Recorder of the worker that reads events, without the idle hosts.
     */
    public static void main(String[] arguments) throws IOException {
        List<String> all = Arrays.asList(arguments);
        int profile = all.indexOf("--profile");
        String[] options = profile < 0
                ? new String[0]
                : new String[] {
                    "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + all.get(profile + 1)
                };
        boolean quick = all.contains("--quick");
        FleetReport report = new FleetReport();
        Path folder = Files.createTempDirectory("fleet");
        try (KafkaBroker broker = KafkaBroker.start();
                HostsProcess hosts = HostsProcess.start(folder.resolve("hosts.log"))) {
            FleetBenchmark benchmark = new FleetBenchmark(report, quick, folder, options);
            if (profile < 0) {
                benchmark.idle(broker, hosts);
            }
            benchmark.reading(broker, hosts);
        }
        report.write(Path.of(arguments[0]));
        if (!quick && profile < 0) {
            report.writeGuide(Path.of(arguments[1]));
        }
        System.exit(0); // threads of the broker's tests may be left
    }

    /** What hosts without events cost one worker, as their number doubles. */
    private void idle(KafkaBroker broker, HostsProcess hosts) {
        int[] counts = quick ? new int[] {125, 250, 500} : new int[] {125, 250, 500, 1000, 2000};
        int most = FIRST_HOSTS + counts[counts.length - 1];
        try (FleetWorker worker = FleetWorker.start(broker, plugins, folder, "idle", most)) {
            worker.subscribe(hosts, most, "idle");
            pause(PULLS); // so that all code has run, and is compiled
            subscribing(worker, hosts, counts);
            waiting(worker, hosts, counts);
        }
        Await.until("no subscription is left", Duration.ofMinutes(2), () -> hosts.subscriptions() == 0);
    }

    /** How long it takes until all hosts are subscribed. */
    private void subscribing(FleetWorker worker, HostsProcess hosts, int... counts) {
        report.subscribingHead();
        for (int count : counts) {
            report.subscribing(IntStream.range(0, ROUNDS)
                    .mapToObj(round -> worker.subscribe(hosts, count, "idle"))
                    .sorted(Comparator.comparingDouble(Subscribing::processor))
                    .toList()
                    .get(ROUNDS / 2));
        }
        report.subscribingEnd();
    }

    /** What hosts cost while their events are waited for, more than the first hosts. */
    private void waiting(FleetWorker worker, HostsProcess hosts, int... counts) {
        IdleFigures first = measure(worker, hosts, 0);
        report.idleHead(FIRST_HOSTS, first);
        for (int count : counts) {
            report.idle(measure(worker, hosts, count).minus(first));
        }
        report.idleEnd();
    }

    private IdleFigures measure(FleetWorker worker, HostsProcess hosts, int count) {
        WorkerGauge gauge = worker.gauge();
        worker.subscribe(hosts, FIRST_HOSTS + count, "idle");
        pause(Duration.ofSeconds(quick ? 5 : 10));
        double load = load(gauge, quick ? PULLS.dividedBy(2) : PULLS);
        return new IdleFigures(count, gauge.liveHeap(), gauge.threads(), load);
    }

    /** Returns the processors that the worker uses on average. */
    private static double load(WorkerGauge gauge, Duration time) {
        long start = System.nanoTime();
        long used = gauge.processorNanos();
        pause(time);
        return (double) (gauge.processorNanos() - used) / (System.nanoTime() - start);
    }

    /** How fast events of many hosts arrive in the topic: single ones, and those that waited during a pause. */
    private void reading(KafkaBroker broker, HostsProcess hosts) {
        int each = quick ? 200 : 1000;
        String topic = "reading";
        broker.createTopic(topic, 4);
        try (FleetWorker worker = FleetWorker.start(broker, plugins, folder, topic, READ_HOSTS, options);
                TopicCounter counter = new TopicCounter(broker, topic)) {
            worker.subscribe(hosts, READ_HOSTS, topic);
            counter.await(hosts.write(each, READ_HOSTS));
            catchUp(worker, hosts, counter, MORE * each); // so that all code has run, and is compiled
            report.readingHead(READ_HOSTS);
            report.delay(delay(hosts, counter));
            report.catchUp(catchUp(worker, hosts, counter, each), catchUp(worker, hosts, counter, MORE * each));
        }
    }

    /** Returns the median of the milliseconds from the log of a host to the topic. */
    private static double delay(HostsProcess hosts, TopicCounter counter) {
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < SINGLE_EVENTS; i++) {
            long before = counter.count();
            long start = System.nanoTime();
            counter.await(before + hosts.writeOne(READ_HOSTS));
            delays.add((System.nanoTime() - start) / 1e6);
        }
        return delays.stream().sorted().toList().get(SINGLE_EVENTS / 2);
    }

    /** Stops the connector, writes events to each host, and measures until all are in the topic. */
    private static CatchUpFigures catchUp(FleetWorker worker, HostsProcess hosts, TopicCounter counter, int each) {
        worker.connect().stop(worker.name());
        Await.until("the tasks have ended", Duration.ofMinutes(2), () -> hosts.subscriptions() == 0);
        long before = counter.count();
        long waiting = hosts.write(each, READ_HOSTS);
        long used = worker.gauge().processorNanos();
        long start = System.nanoTime();
        worker.connect().resume(worker.name());
        counter.await(before + 1);
        long first = System.nanoTime();
        counter.await(before + waiting);
        long end = System.nanoTime();
        long processor = worker.gauge().processorNanos() - used;
        return new CatchUpFigures(waiting, (end - start) / 1e9, (end - first) / 1e9, processor / 1e9);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
