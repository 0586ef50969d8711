package dev.wsman.shell;

/** Runs what must reach the server on an interrupted thread too. */
final class InterruptShield {
    private InterruptShield() {}

    /**
     * Runs an action without the interrupt flag, which is set again afterwards. If the thread is interrupted meanwhile
     * and the action fails, it runs once more.
     */
    static void run(Runnable action) {
        boolean interrupted = Thread.interrupted();
        try {
            action.run();
        } catch (RuntimeException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            interrupted = true;
            action.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
