package dev.wsman;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.AttemptMeter;
import dev.wsman.internal.transport.Deadline;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reports that operations of a session wait because all its connections are in use: in the error of an operation that
 * ran out of time, and once for each session in the log. Thread-safe.
 */
final class ConnectionWaits {
    private static final Logger LOG = System.getLogger("dev.wsman");
    /** A shorter wait is not worth a message. */
    private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(10);

    private final String endpoint;
    private final int connections;
    private final AtomicBoolean logged = new AtomicBoolean();

    /**
     * Creates the reports of a session.
     *
     * @param connections the most connections of the session
     */
    ConnectionWaits(String endpoint, int connections) {
        this.endpoint = endpoint;
        this.connections = connections;
    }

    /** Logs if an attempt waited for a connection for longer than for everything else. */
    void completed(OperationLabel operation, AttemptMeter meter) {
        long waited = meter.nanosWaited();
        if (waited >= LEAST && waited > meter.nanosSpent() - waited) {
            log(operation, waited, "longer than the exchange itself took");
        }
    }

    /** Logs that an operation was not sent, because it had waited for so long as it may. */
    void notSent(OperationLabel operation, Duration waited) {
        log(operation, waited.toNanos(), "and was not sent");
    }

    private void log(OperationLabel operation, long waited, String outcome) {
        if (LOG.isLoggable(Level.INFO) && logged.compareAndSet(false, true)) {
            LOG.log(
                    Level.INFO,
                    operation.name() + " waited for " + TimeUnit.NANOSECONDS.toMillis(waited)
                            + " ms until one of the connections of the session to " + endpoint + " became free, "
                            + outcome + ". All of them were in use (maxConnections is " + connections
                            + "). This is logged once for each session; a listener receives the wait of each attempt.");
        }
    }

    /**
     * Returns a failure with the wait for a connection, if the time of an operation ran out because of that: the wait
     * took more than half of it.
     */
    ExchangeException explain(ExchangeException failure, AttemptMeter meter, Deadline deadline) {
        boolean late = failure.stage() == Stage.TIMEOUT && meter.nanosWaited() > deadline.limitNanos() / 2;
        return late && failure.advice() == null
                ? failure.afterWait(connections, Duration.ofNanos(meter.nanosWaited()))
                : failure;
    }
}
