package dev.wsman.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * Enumerates more and more items. Prints a line for each number of items, from 1 or 1,000 to the largest, each about
 * twice the one before: the number, and the nanoseconds and the processor time of one enumeration. The first line is
 * for no items: the fixed cost. Each figure is the median of rounds, in which the numbers take turns.
 */
public final class EnumerationGrowth {
    private static final int ROUNDS = 3;
    private static final long ROUND_NANOS = 150_000_000;
    private static final long WARM_UP_NANOS = 3_000_000_000L;
    /** An enumeration that takes longer is measured in the first round only. */
    private static final double LONG_NANOS = 1e9;

    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private EnumerationGrowth() {}

    /** Arguments: the server, {@code items} or {@code batch}, and the largest number of items. */
    public static void main(String[] arguments) {
        boolean isBatch = arguments[1].equals("batch");
        List<Load> loads = new ArrayList<>();
        loads.add(new Load(arguments[0] + CannedContract.path(0, 1), 0));
        int largest = Integer.parseInt(arguments[2]);
        for (int items : numbers(isBatch ? 1 : 1000, largest)) {
            String path = isBatch ? CannedContract.path(items, 1) : CannedContract.path(1000, items / 1000);
            loads.add(new Load(arguments[0] + path, items));
        }
        new Load(arguments[0] + CannedContract.path(1000, 2), 2000).measure(WARM_UP_NANOS);
        loads.get(0).measure(WARM_UP_NANOS / 2);
        loads.forEach(Load::forget);
        for (int i = 0; i < ROUNDS; i++) {
            for (Load load : loads) {
                if (i == 0 || load.nanos() < LONG_NANOS) {
                    load.measure(ROUND_NANOS);
                }
            }
        }
        loads.forEach(load -> System.out.println(load.line()));
        System.out.println("end");
        loads.forEach(Load::close);
    }

    /** Returns numbers that double, and the largest. */
    static List<Integer> numbers(int first, int largest) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = first; number < largest; number *= 2) {
            numbers.add(number);
        }
        numbers.add(largest);
        return numbers;
    }

    /** An endpoint with a number of items, and its figures. */
    private static final class Load {
        private final SessionContender contender;
        private final int items;
        private final List<Double> nanos = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();

        Load(String url, int items) {
            this.contender = new SessionContender(url);
            this.items = items;
        }

        void measure(long least) {
            long start = System.nanoTime();
            long cpuStart = THREAD.getCurrentThreadCpuTime();
            int times = 0;
            long elapsed;
            do {
                long received = contender.enumerate("untyped");
                if (received != items) {
                    throw new IllegalStateException(received + " items received instead of " + items);
                }
                times++;
                elapsed = System.nanoTime() - start;
            } while (elapsed < least);
            nanos.add((double) elapsed / times);
            cpu.add((double) (THREAD.getCurrentThreadCpuTime() - cpuStart) / times);
        }

        void forget() {
            nanos.clear();
            cpu.clear();
        }

        double nanos() {
            return median(nanos);
        }

        String line() {
            return items + " " + nanos() + " " + median(cpu);
        }

        void close() {
            contender.close();
        }

        private static double median(List<Double> figures) {
            return Series.median(
                    figures.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
