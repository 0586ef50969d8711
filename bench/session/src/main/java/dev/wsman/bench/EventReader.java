package dev.wsman.bench;

/** Reads the events of a source for some time. Each round is a subscription of its own. */
@FunctionalInterface
interface EventReader {
    /**
     * Reads events, and discards them.
     *
     * @param url the URL of the source
     * @param nanos how long to read; at least one batch is read
     * @return the number of events
     */
    long read(String url, long nanos);
}
