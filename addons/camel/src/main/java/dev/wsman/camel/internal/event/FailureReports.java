package dev.wsman.camel.internal.event;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports failures of a subscription to its health check and to the exception handler of the consumer. Thread-safe if the
 * handlers are.
 */
final class FailureReports {
    private static final Logger LOG = LoggerFactory.getLogger(FailureReports.class);

    private final SubscriptionStatus status;
    private final Consumer<Throwable> retrying;
    private final Consumer<Throwable> halted;

    /**
     * Creates reports.
     *
     * @param retrying called with the first failure of each kind since the last success
     * @param halted called with the failure that ends the subscription until the route is restarted
     */
    FailureReports(SubscriptionStatus status, Consumer<Throwable> retrying, Consumer<Throwable> halted) {
        this.status = status;
        this.retrying = retrying;
        this.halted = halted;
    }

    void succeeded() {
        status.succeeded();
    }

    /** Records a failure after which the subscription is tried again. */
    void retrying(Throwable failure) {
        if (status.failed(failure)) {
            report(retrying, failure);
        }
    }

    /** Records the failure that ends the subscription. It is always reported, also after others. */
    void halted(Throwable failure) {
        status.failed(failure);
        status.halted();
        report(halted, failure);
    }

    private static void report(Consumer<Throwable> handler, Throwable failure) {
        try {
            handler.accept(failure);
        } catch (RuntimeException | Error e) { // the loop must not end because of the handler
            LOG.error("The exception handler failed to handle: {}", failure.getMessage(), e);
        }
    }
}
