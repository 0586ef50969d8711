package dev.wsman.bench;

/** How long a run takes: rounds, their length in milliseconds, launches, items. */
record Plan(boolean isQuick, int rounds, int millis, int warmUp, int launches, int million) {

    static Plan full() {
        return new Plan(false, 7, 1200, 5000, 7, 1000);
    }

    static Plan quick() {
        return new Plan(true, 3, 500, 2500, 3, 100);
    }
}
