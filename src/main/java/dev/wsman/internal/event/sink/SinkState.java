package dev.wsman.internal.event.sink;

import org.eclipse.jetty.util.thread.Scheduler;

/** What all exchanges of a server share. */
interface SinkState {
    SinkLimits limits();

    SinkAuthenticator authenticator();

    PendingMessages pending();

    HandlerThreads threads();

    Scheduler scheduler();

    SinkHandler handler();

    boolean isTls();

    boolean isClosing();
}
