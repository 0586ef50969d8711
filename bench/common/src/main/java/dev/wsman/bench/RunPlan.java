package dev.wsman.bench;

/**
 * The size of a run: rounds, their length in milliseconds, launches, and batches of a thousand items in the largest
 * enumeration.
 */
record RunPlan(boolean isQuick, int rounds, int millis, int warmUp, int launches, int million) {

    static RunPlan full() {
        return new RunPlan(false, 7, 1200, 5000, 7, 1000);
    }

    static RunPlan quick() {
        return new RunPlan(true, 3, 500, 2500, 3, 100);
    }
}
