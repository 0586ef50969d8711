package dev.wsman.bench;

/**
 * The size of a run. A full run measures the table of docs/benchmarks.md; a quick run gives a rough result.
 *
 * @param isQuick whether it is the quick run
 * @param rounds the number of rounds for each row about speed
 * @param slowRounds the number of these rounds in which contenders take part that are far behind
 * @param roundMillis the length of a round
 * @param warmUpMillis the length of a warm-up that has one length
 * @param warmUpRounds the largest number of rounds of a warm-up that lasts until an operation takes no less time; see
 *     {@link WarmUp}
 * @param launches the number of JVMs that are started for each row about startup
 * @param largestBatches the number of batches of 1000 items in the largest enumeration
 * @param largestBatch the number of items in the largest batch whose cost is compared with those of smaller ones
 * @param mostSessions the largest number of open sessions
 * @param transfers the number of rounds in which much output or a file is transferred
 * @param transferBytes the number of bytes of such output and files
 */
record RunPlan(
        boolean isQuick,
        int rounds,
        int slowRounds,
        int roundMillis,
        int warmUpMillis,
        int warmUpRounds,
        int launches,
        int largestBatches,
        int largestBatch,
        int mostSessions,
        int transfers,
        long transferBytes) {

    static RunPlan full() {
        return new RunPlan(false, 5, 2, 400, 2000, 35, 5, 1000, 20_000, 10_000, 2, 100_000_000);
    }

    static RunPlan quick() {
        return new RunPlan(true, 3, 2, 300, 2000, 5, 3, 100, 2_000, 1_000, 1, 10_000_000);
    }
}
