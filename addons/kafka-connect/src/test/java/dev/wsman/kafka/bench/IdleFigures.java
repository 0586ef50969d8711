package dev.wsman.kafka.bench;

/**
 * What a number of idle hosts cost one worker.
 *
 * @param hosts the number of hosts
 * @param opening the seconds from the configuration until all have a subscription
 * @param heap the live heap in bytes, without that of the worker before the connector
 * @param moreThreads the platform threads, without those of the worker before the connector
 * @param threads all platform threads
 * @param load the processors that the worker uses on average
 */
record IdleFigures(int hosts, double opening, long heap, int moreThreads, int threads, double load) {}
