package dev.wsman.bench;

/** Reads the events of a source for some time. Each round is a subscription of its own. */
@FunctionalInterface
interface EventReader {
    /**
     * Reads events, and discards them, until the window ends.
     *
     * @param url the URL of the source
     * @param window counts the events
     */
    void read(String url, EventWindow window);
}
