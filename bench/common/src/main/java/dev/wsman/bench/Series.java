package dev.wsman.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The samples of one contender for one load, one for each round. */
final class Series {
    private final List<Sample> samples = new ArrayList<>();
    private String missing = "";

    void add(Sample sample) {
        samples.add(sample);
    }

    /** Adds the sample in the reply of a worker, or the reason why it could not measure. */
    void addReply(String reply) {
        if (reply.startsWith(ContenderWorker.UNMEASURED)) {
            missing(reply.substring(ContenderWorker.UNMEASURED.length()));
        } else {
            add(Sample.parse(reply));
        }
    }

    void missing(String reason) {
        missing = reason;
    }

    /** Returns the median of the rounds. */
    double median(ToDoubleFunction<Sample> figure) {
        check();
        return median(samples.stream().mapToDouble(figure).toArray());
    }

    /**
     * Returns the median of the rounds' ratios, for the rounds of which both have a sample. Other load on the machine
     * affects both contenders of a round equally.
     */
    double ratioTo(Series other, ToDoubleFunction<Sample> figure) {
        check();
        other.check();
        double[] ratios = new double[Math.min(samples.size(), other.samples.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(samples.get(i)) / figure.applyAsDouble(other.samples.get(i));
        }
        return median(ratios);
    }

    /** Returns the median of the ratios to the sum of two others. */
    double ratioToSum(Series one, Series other, ToDoubleFunction<Sample> figure) {
        check();
        one.check();
        other.check();
        double[] ratios = new double[samples.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(samples.get(i))
                    / (figure.applyAsDouble(one.samples.get(i)) + figure.applyAsDouble(other.samples.get(i)));
        }
        return median(ratios);
    }

    /** Returns the number of items or calls in all rounds. */
    long count() {
        return samples.stream().mapToLong(Sample::count).sum();
    }

    private void check() {
        if (!missing.isEmpty()) {
            throw new NotMeasuredException(missing);
        }
        if (samples.isEmpty()) {
            throw new NotMeasuredException("left out of this run");
        }
    }

    static double median(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
