package dev.wsman.kafka.bench;

/**
 * What it takes a worker to subscribe to hosts.
 *
 * @param hosts the number of hosts
 * @param seconds the time from the request to start until all hosts have a subscription
 * @param processor the processor time of the worker in seconds
 */
record Subscribing(int hosts, double seconds, double processor) {}
