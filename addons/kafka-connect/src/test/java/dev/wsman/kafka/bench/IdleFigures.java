package dev.wsman.kafka.bench;

/**
 * What a number of idle hosts cost one worker.
 *
 * @param hosts the number of hosts
 * @param heap the live heap in bytes
 * @param threads the platform threads
 * @param load the processors that the worker uses on average
 */
record IdleFigures(int hosts, long heap, int threads, double load) {
    /** Returns what these hosts cost more than others. */
    IdleFigures minus(IdleFigures first) {
        return new IdleFigures(hosts - first.hosts, heap - first.heap, threads - first.threads, load - first.load);
    }
}
