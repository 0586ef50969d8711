package dev.wsman.kafka.bench;

/**
 * What one more host costs a worker.
 *
 * @param heap the live heap in bytes
 * @param load the processors while there are no events
 * @param opening the seconds until it has a subscription
 * @param event the processor time of one more event in seconds
 */
record HostCosts(double heap, double load, double opening, double event) {}
