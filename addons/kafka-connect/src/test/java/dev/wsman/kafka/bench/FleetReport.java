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
    private final List<IdleFigures> idle = new ArrayList<>();

    FleetReport() {
        line(
                "Java %d, %d processors shared by hosts, broker and worker, %s.",
                Runtime.version().feature(), Runtime.getRuntime().availableProcessors(), LocalDate.now(ZoneOffset.UTC));
    }

    void idleHead(int count, IdleFigures first) {
        line("");
        line(
                "A worker with its first %d hosts: %.1f MB of live heap, %d threads, %.1f %% of a processor, all"
                        + " subscribed after %.1f s.",
                count, first.heap() / 1e6, first.threads(), first.load() * 100, first.opening());
        line("More hosts cost in addition:");
        line("");
        line("| idle hosts | time to subscribe | live heap | per host | threads | processor | per host |");
        line("|---:|---:|---:|---:|---:|---:|---:|");
    }

    void idle(IdleFigures figures) {
        idle.add(figures);
        line(
                "| %,d | %.1f s | %.1f MB | %.1f kB | %d | %.1f %% | %.2f ms/s |",
                figures.hosts(),
                figures.opening(),
                figures.heap() / 1e6,
                figures.heap() / 1e3 / figures.hosts(),
                figures.threads(),
                figures.load() * 100,
                figures.load() * 1000 / figures.hosts());
    }

    void idleEnd() {
        line("");
        line(
                "Exponent of the cost by the number of hosts (1 is linear): heap %.2f, processor %.2f, time to subscribe"
                        + " %.2f.",
                exponent(IdleFigures::heap), exponent(IdleFigures::load), exponent(IdleFigures::opening));
        line(
                "Cost of one more host, by the straight line that fits best: heap %.1f kB, processor %.2f ms/s, time to"
                        + " subscribe %.1f ms.",
                slope(IdleFigures::hosts, IdleFigures::heap) / 1e3,
                slope(IdleFigures::hosts, IdleFigures::load) * 1000,
                slope(IdleFigures::hosts, IdleFigures::opening) * 1000);
    }

    /** Costs that are not above those of the first hosts cannot be measured, and count as one thousandth. */
    private double exponent(ToDoubleFunction<IdleFigures> cost) {
        return slope(each -> Math.log(each.hosts()), each -> Math.log(Math.max(1e-3, cost.applyAsDouble(each))));
    }

    /** Returns the slope of the straight line with the least squares of its distances. */
    private double slope(ToDoubleFunction<IdleFigures> x, ToDoubleFunction<IdleFigures> y) {
        double meanX = idle.stream().mapToDouble(x).average().orElseThrow();
        double meanY = idle.stream().mapToDouble(y).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (IdleFigures each : idle) {
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
        line(
                "| processor time of the worker for one more event | %.0f µs |",
                (many.processor() - few.processor()) * 1e6 / (many.events() - few.events()));
    }

    void write(Path file) throws IOException {
        Files.write(file, lines);
    }

    private void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        lines.add(line);
        System.out.println(line);
    }
}
