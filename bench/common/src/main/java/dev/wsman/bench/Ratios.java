package dev.wsman.bench;

import static dev.wsman.bench.ResultTable.text;

import dev.wsman.bench.ResultTable.Row;
import java.util.function.ToDoubleFunction;

/** Rows that compare two series. */
final class Ratios {
    private Ratios() {}

    /** Returns how many times the other's cost ours is; at most the goal, unless that is 0. */
    static Row slower(Series ours, Series other, double goal) {
        double ratio = ours.ratioTo(other, Sample::nanosEach);
        return compared(ours, other, ratio, ours.ratioTo(other, Sample::cpuEach), goal == 0 ? null : ratio <= goal);
    }

    /** Returns how many times our cost the other's is; at least the goal, unless that is 0. */
    static Row faster(Series ours, Series other, double goal) {
        double ratio = other.ratioTo(ours, Sample::nanosEach);
        return compared(ours, other, ratio, other.ratioTo(ours, Sample::cpuEach), goal == 0 ? null : ratio >= goal);
    }

    private static Row compared(Series ours, Series other, double ratio, double cpu, Boolean holds) {
        return new Row(
                Times.text(ours.median(Sample::nanosEach)),
                Times.text(other.median(Sample::nanosEach)),
                text("%.2f × (processor %.2f ×)", ratio, cpu),
                holds);
    }

    /** Returns the bytes that one call or item allocates; at most the goal. */
    static Row allocation(Series ours, Series floor, double goal) {
        ToDoubleFunction<Sample> figure = Sample::allocatedEach;
        double bytes = ours.median(figure);
        double least = floor.median(figure);
        return new Row(
                text("%.1f kB", bytes / 1000),
                text("floor %.1f kB", least / 1000),
                text("%.1f ×", bytes / least),
                bytes <= goal);
    }

    static String most(double goal) {
        return goal == 0 ? "" : text("at most %s ×", goal);
    }

    static String least(int goal) {
        return goal == 0 ? "" : text("at least %d ×", goal);
    }
}
