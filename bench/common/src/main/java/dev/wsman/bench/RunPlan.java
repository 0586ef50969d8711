package dev.wsman.bench;

/**
 * The size of a run.
 *
 * @param isQuick whether it is shorter than a full run
 * @param rounds the number of rounds of a speed row
 * @param millis the length of a round in milliseconds
 * @param warmUp the length of the warm-up before the rounds in milliseconds
 * @param launches the number of JVMs that are started for each startup row
 * @param largestBatches the number of batches of 1000 items in the largest enumeration
 */
record RunPlan(boolean isQuick, int rounds, int millis, int warmUp, int launches, int largestBatches) {

    static RunPlan full() {
        return new RunPlan(false, 7, 1200, 5000, 7, 1000);
    }

    static RunPlan quick() {
        return new RunPlan(true, 3, 500, 2500, 3, 100);
    }
}
