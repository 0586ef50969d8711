package dev.wsman.internal.event.sink;

import org.eclipse.jetty.util.thread.Scheduler;

/** What all exchanges of a server share. */
interface SinkState {
    SinkLimits limits();

    SinkAuthenticator authenticator();

    MessageReader reader();

    PendingMessages pending();

    HandlerThreads threads();

    Scheduler scheduler();

    SinkHandler handler();

    RefusalLog log();

    boolean isClosing();
}
