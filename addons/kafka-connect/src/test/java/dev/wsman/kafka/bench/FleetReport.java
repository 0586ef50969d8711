package dev.wsman.kafka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Prints the figures as tables in Markdown when they are measured, and writes them to a file. */
final class FleetReport {
    private final List<String> lines = new ArrayList<>();
    private final List<Subscribing> subscribing = new ArrayList<>();
    private final List<IdleFigures> idle = new ArrayList<>();

    FleetReport() {
        line(
                "Java %d, %d processors shared by hosts, broker and worker, %s.",
                Runtime.version().feature(), Runtime.getRuntime().availableProcessors(), LocalDate.now(ZoneOffset.UTC));
    }

    void subscribingHead() {
        line("");
        line("| hosts to subscribe to | time | processor time of the worker | for each host |");
        line("|---:|---:|---:|---:|");
    }

    void subscribing(Subscribing figures) {
        subscribing.add(figures);
        line(
                "| %,d | %.1f s | %.2f s | %.1f ms |",
                figures.hosts(), figures.seconds(), figures.processor(), figures.processor() * 1000 / figures.hosts());
    }

    void subscribingEnd() {
        line("");
        line(
                "Exponent of the cost by the number of hosts (1 is linear): processor time %.2f, time %.2f.",
                exponent(subscribing, Subscribing::hosts, Subscribing::processor),
                exponent(subscribing, Subscribing::hosts, Subscribing::seconds));
        line(
                "Cost of one more host, by the straight line that fits best: processor time %.1f ms, time %.1f ms.",
                slope(subscribing, Subscribing::hosts, Subscribing::processor) * 1000, opening() * 1000);
    }

    void idleHead(int count, IdleFigures first) {
        line("");
        line(
                "A worker with its first %d hosts has %.1f MB of live heap and %d threads, and uses %.1f %% of a"
                        + " processor. More hosts without events cost in addition:",
                count, first.heap() / 1e6, first.threads(), first.load() * 100);
        line("");
        line("| idle hosts | live heap | for each host | threads | processor | for each host |");
        line("|---:|---:|---:|---:|---:|---:|");
    }

    void idle(IdleFigures figures) {
        idle.add(figures);
        line(
                "| %,d | %.1f MB | %.1f kB | %d | %.1f %% | %.2f ms/s |",
                figures.hosts(),
                figures.heap() / 1e6,
                figures.heap() / 1e3 / figures.hosts(),
                figures.threads(),
                figures.load() * 100,
                figures.load() * 1000 / figures.hosts());
    }

    void idleEnd() {
        line("");
        line(
                "Exponent of the cost by the number of hosts: heap %.2f, processor %.2f.",
                exponent(idle, IdleFigures::hosts, IdleFigures::heap),
                exponent(idle, IdleFigures::hosts, IdleFigures::load));
        line(
                "Cost of one more host, by the straight line that fits best: heap %.1f kB, processor %.2f ms/s.",
                heap() / 1e3, load() * 1000);
    }

    private double heap() {
        return slope(idle, IdleFigures::hosts, IdleFigures::heap);
    }

    private double load() {
        return slope(idle, IdleFigures::hosts, IdleFigures::load);
    }

    private double opening() {
        return slope(subscribing, Subscribing::hosts, Subscribing::seconds);
    }

    /** Costs that are not above those of the first hosts cannot be measured, and count as one thousandth. */
    private static <T> double exponent(List<T> figures, ToDoubleFunction<T> hosts, ToDoubleFunction<T> cost) {
        return slope(
                figures,
                each -> Math.log(hosts.applyAsDouble(each)),
                each -> Math.log(Math.max(1e-3, cost.applyAsDouble(each))));
    }

    /** Returns the slope of the straight line with the least squares of its distances. */
    private static <T> double slope(List<T> figures, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
        double meanX = figures.stream().mapToDouble(x).average().orElseThrow();
        double meanY = figures.stream().mapToDouble(y).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (T each : figures) {
            double distance = x.applyAsDouble(each) - meanX;
            product += distance * (y.applyAsDouble(each) - meanY);
            square += distance * distance;
        }
        return product / square;
    }

    void readingHead(int hosts) {
        line("");
        line("| %,d hosts that write | |", hosts);
        line("|---|---:|");
    }

    void delay(double millis) {
        line("| from the log to the topic, a single event (median) | %.0f ms |", millis);
    }

    void catchUp(CatchUpFigures few, CatchUpFigures many) {
        line("| to catch up after a stop during which %,d events were written | %.1f s |", few.events(), few.seconds());
        line("| likewise, %,d events | %.1f s |", many.events(), many.seconds());
        line("| of that, from the first record to the last | %.1f s |", many.transfer());
        line("| events a second, from the first record to the last | %,.0f |", many.events() / many.transfer());
        line(
                "| processor time of the worker for each of %,d events, with its start | %.0f µs |",
                many.events(), many.processor() * 1e6 / many.events());
        double event = (many.processor() - few.processor()) / (many.events() - few.events());
        line("| processor time of the worker for one more event | %.0f µs |", event * 1e6);
        plan(event);
    }

    private void plan(double event) {
        if (idle.isEmpty()) {
            return;
        }
        line("");
        line(
                "For %,d events a day from each host, and workers that use %.0f processors and hold %.0f GB of live heap and"
                        + " %,d hosts at most:",
                FleetPlan.DAILY_EVENTS,
                FleetPlan.WORKER_PROCESSORS,
                FleetPlan.WORKER_HEAP / 1e9,
                FleetPlan.WORKER_HOSTS);
        line("");
        new FleetPlan(new HostCosts(heap(), load(), opening(), event)).lines().forEach(row -> line("%s", row));
    }

    void write(Path file) throws IOException {
        Files.write(file, lines);
    }

    /** Replaces the figures of the guide. */
    void writeGuide(Path guide) throws IOException {
        FleetGuide.write(guide, lines);
    }

    private void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        lines.add(line);
        System.out.println(line);
    }
}
