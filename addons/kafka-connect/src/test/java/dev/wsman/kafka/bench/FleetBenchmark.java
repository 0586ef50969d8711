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
import java.util.List;

/**
 * Measures one worker that reads the event logs of many hosts. The hosts and the worker are processes of their own; the
 * broker is in this one. Hosts are services of the testkit with NTLM and encrypted messages; a service stands for many
 * hosts, which the worker reaches by different names.
 */
public final class FleetBenchmark {
    private static final int READ_HOSTS = 100;
    private static final int SINGLE_EVENTS = 21;

    private final FleetReport report;
    private final boolean quick;
    private final Path folder;
    private final PluginArchive plugins;

    private FleetBenchmark(FleetReport report, boolean quick, Path folder) {
        this.report = report;
        this.quick = quick;
        this.folder = folder;
        this.plugins = PluginArchive.unpack(folder.resolve("plugins"));
    }

    /** Arguments: the file to which the tables are written; optionally {@code --quick} for fewer hosts and less time. */
    public static void main(String[] arguments) throws IOException {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        FleetReport report = new FleetReport();
        Path folder = Files.createTempDirectory("fleet");
        try (KafkaBroker broker = KafkaBroker.start();
                HostsProcess hosts = HostsProcess.start(folder.resolve("hosts.log"))) {
            FleetBenchmark benchmark = new FleetBenchmark(report, quick, folder);
            benchmark.idle(broker, hosts);
            benchmark.reading(broker, hosts);
        }
        report.write(Path.of(arguments[0]));
        System.exit(0); // threads of the broker's tests may be left
    }

    /** What idle hosts cost, as their number doubles. */
    private void idle(KafkaBroker broker, HostsProcess hosts) {
        int[] counts = quick ? new int[] {100, 200, 400} : new int[] {100, 200, 400, 800, 1600, 2000};
        int seconds = quick ? 15 : 60;
        report.idleHead();
        for (int count : counts) {
            String group = "idle-" + count;
            try (FleetWorker worker = FleetWorker.start(broker, plugins, folder, group, count)) {
                long empty = worker.gauge().liveHeap();
                int threads = worker.gauge().threads();
                double opening = worker.subscribe(hosts, count, group);
                pause(Duration.ofSeconds(seconds / 2));
                double load = load(worker.gauge(), Duration.ofSeconds(seconds));
                long heap = worker.gauge().liveHeap() - empty;
                report.idle(new IdleFigures(
                        count,
                        opening,
                        heap,
                        worker.gauge().threads() - threads,
                        worker.gauge().threads(),
                        load));
            }
            Await.until("no subscription is left", Duration.ofMinutes(2), () -> hosts.subscriptions() == 0);
        }
        report.idleEnd();
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
        int each = quick ? 100 : 1000;
        String topic = "reading";
        broker.createTopic(topic, 4);
        try (FleetWorker worker = FleetWorker.start(broker, plugins, folder, topic, READ_HOSTS);
                TopicCounter counter = new TopicCounter(broker, topic)) {
            worker.subscribe(hosts, READ_HOSTS, topic);
            long warm = hosts.write(each, READ_HOSTS);
            counter.await(warm);
            report.readingHead(READ_HOSTS);
            List<Double> delays = new ArrayList<>();
            for (int i = 0; i < SINGLE_EVENTS; i++) {
                long before = counter.count();
                long start = System.nanoTime();
                counter.await(before + hosts.writeOne(READ_HOSTS));
                delays.add((System.nanoTime() - start) / 1e6);
            }
            report.delay(delays.stream().sorted().toList().get(SINGLE_EVENTS / 2));
            catchUp(worker, hosts, counter, each);
        }
    }

    private void catchUp(FleetWorker worker, HostsProcess hosts, TopicCounter counter, int each) {
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
        double processor = (worker.gauge().processorNanos() - used) / 1e3 / waiting;
        report.catchUp(waiting, (end - start) / 1e9, (end - first) / 1e9, processor);
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
