package dev.wsman.camel.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/** Keeps what a consumer reports, and may fail itself. */
final class RecordingExceptionHandler implements ExceptionHandler {
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private volatile int failures;

    /** A report; the message and the exception are those of the consumer. */
    record Report(String message, Throwable exception) {}

    /** Fails for the first reports. */
    RecordingExceptionHandler failing(int times) {
        failures = times;
        return this;
    }

    List<Report> reports() {
        return List.copyOf(reports);
    }

    @Override
    public void handleException(Throwable exception) {
        handleException("", exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        reports.add(new Report(message, exception));
        if (reports.size() <= failures) {
            throw new IllegalStateException("the handler failed");
        }
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        handleException(message, exception);
    }
}
