package dev.wsman.event;

/**
 * How many events a Pull requests. If a reply would be larger than an envelope may be, the next requests are for fewer.
 * Used by one thread at a time.
 */
final class BatchSize {
    private static final int FACTOR = 8;

    private final int most;
    private int items;

    BatchSize(int most) {
        this.most = most;
        this.items = most;
    }

    int items() {
        return items;
    }

    /** Returns false if a single event is too large. */
    boolean reduce() {
        boolean possible = items > 1;
        items = Math.max(1, items / FACTOR);
        return possible;
    }

    void succeeded() {
        items = (int) Math.min(most, 2L * items);
    }
}
