package dev.wsman.kafka.bench;

/**
 * What it takes to copy the events that were written while a connector was stopped.
 *
 * @param events the number of events
 * @param seconds the time from the request to resume to the last record
 * @param transfer the seconds from the first record to the last
 * @param processor the processor time of the worker in seconds
 */
record CatchUpFigures(long events, double seconds, double transfer, double processor) {}
