package dev.wsman;

import dev.wsman.WsmanListener.CompletedAttempt;
import dev.wsman.internal.transport.AttemptMeter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls listeners. If a listener throws, that is logged, and the operation continues. */
final class ListenerNotifier {
    private static final Logger LOG = System.getLogger("dev.wsman");

    private ListenerNotifier() {}

    /** Calls the listener after an attempt. */
    static void completed(
            WsmanListener listener,
            OperationLabel operation,
            AttemptMeter meter,
            int items,
            @Nullable WsmanError error) {
        CompletedAttempt attempt = new CompletedAttempt(
                operation.name(),
                Optional.ofNullable(operation.resource()).map(ResourceLocator::toString),
                Duration.ofNanos(meter.nanosSpent()),
                Duration.ofNanos(meter.nanosWaited()),
                items,
                meter.bytesSent(),
                meter.bytesReceived(),
                Optional.ofNullable(error));
        try {
            listener.completed(attempt);
        } catch (Throwable e) { // errors and undeclared checked exceptions too: the attempt has already ended
            failed(e);
        }
    }

    private static void failed(Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        try {
            LOG.log(Level.WARNING, "a listener failed", thrown);
        } catch (Throwable notEvenLogged) {
            // an exception that cannot be printed, or no memory left for that
        }
    }
}
