package dev.wsman.bench;

/**
 * The size of a run. A full run measures the table of docs/benchmarks.md; a quick run gives a rough result.
 *
 * @param isQuick whether it is the quick run
 * @param rounds the number of rounds for each row about speed
 * @param roundMillis the length of a round
 * @param warmUpMillis the length of the warm-up before the rounds
 * @param launches the number of JVMs that are started for each row about startup
 * @param largestBatches the number of batches of 1000 items in the largest enumeration
 * @param transfers the number of rounds in which much output or a file is transferred
 * @param transferBytes the number of bytes of such output and files
 */
record RunPlan(
        boolean isQuick,
        int rounds,
        int roundMillis,
        int warmUpMillis,
        int launches,
        int largestBatches,
        int transfers,
        long transferBytes) {

    static RunPlan full() {
        return new RunPlan(false, 7, 1200, 5000, 7, 1000, 3, 100_000_000);
    }

    static RunPlan quick() {
        return new RunPlan(true, 3, 500, 2500, 3, 100, 1, 10_000_000);
    }
}
