package dev.wsman.internal.event.sink;

import java.time.Duration;
import org.eclipse.jetty.util.thread.Scheduler;

/** What all exchanges of a server share. */
interface SinkState {
    SinkLimits limits();

    /** Returns how long a connection stays open without a message. */
    Duration idleTimeout();

    SinkAuthenticator authenticator();

    MessageReader reader();

    PendingMessages pending();

    HandlerThreads threads();

    Scheduler scheduler();

    SinkHandler handler();

    RefusalLog log();

    boolean isClosing();
}
