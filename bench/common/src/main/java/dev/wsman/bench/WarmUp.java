package dev.wsman.bench;

import java.util.function.IntFunction;

/**
 * The warm-up of a contender: rounds until an operation takes no less processor time than before. The compilers of the
 * JVM need between three and twelve seconds, depending on how much code a contender has; after a warm-up of one length
 * for all, the rows would compare how far each of them was compiled.
 */
final class WarmUp {
    /** The length of a round. */
    private static final int ROUND_MILLIS = 400;
    /** The number of rounds in a row without a gain after which a contender is warm. */
    private static final int STEADY_ROUNDS = 4;
    /** The same if a round has only some hundred operations, whose times differ more than they gain. */
    private static final int STEADY_ROUNDS_OF_FEW = 8;
    /** In shares of the least time so far. A smaller gain is not one. */
    private static final double GAIN = 0.03;

    private final int mostRounds;
    private final int steadyRounds;

    WarmUp(int mostRounds) {
        this(mostRounds, STEADY_ROUNDS);
    }

    private WarmUp(int mostRounds, int steadyRounds) {
        this.mostRounds = mostRounds;
        this.steadyRounds = steadyRounds;
    }

    /** Returns a warm-up for operations of which a round has only some hundred. */
    static WarmUp ofFew(int mostRounds) {
        return new WarmUp(mostRounds, STEADY_ROUNDS_OF_FEW);
    }

    /**
     * Executes rounds until the contender is warm or cannot be measured.
     *
     * @param round executes a round of so many milliseconds, and returns the reply of the contender
     */
    void run(IntFunction<String> round) {
        double least = Double.MAX_VALUE;
        int steady = 0;
        for (int i = 0; i < mostRounds && steady < steadyRounds; i++) {
            String reply = round.apply(ROUND_MILLIS);
            if (reply.startsWith(ContenderWorker.UNMEASURED)) {
                return;
            }
            double each = Sample.parse(reply).cpuEach();
            steady = each < least * (1 - GAIN) ? 0 : steady + 1;
            least = Math.min(least, each);
        }
    }
}
