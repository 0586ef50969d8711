package dev.wsman.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The samples that one contender gave for one load, a round each. */
final class Series {
    private final List<Sample> samples = new ArrayList<>();
    private String missing = "";

    void add(Sample sample) {
        samples.add(sample);
    }

    void missing(String why) {
        missing = why;
    }

    /** The median of the rounds. */
    double median(ToDoubleFunction<Sample> figure) {
        check();
        return median(samples.stream().mapToDouble(figure).toArray());
    }

    /** The median of the rounds' ratios: what the machine did besides in a round, it did to both. */
    double ratioTo(Series other, ToDoubleFunction<Sample> figure) {
        check();
        other.check();
        double[] ratios = new double[samples.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(samples.get(i)) / figure.applyAsDouble(other.samples.get(i));
        }
        return median(ratios);
    }

    private void check() {
        if (!missing.isEmpty()) {
            throw new NotMeasured(missing);
        }
        if (samples.isEmpty()) {
            throw new NotMeasured("left out of this run");
        }
    }

    static double median(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
