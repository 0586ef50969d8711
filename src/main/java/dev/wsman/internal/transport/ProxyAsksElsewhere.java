package dev.wsman.internal.transport;

import dev.wsman.internal.fault.Failure;
import java.io.IOException;

/** A proxy asked who we are, can be answered, and has closed the connection: the answer goes with another one. */
final class ProxyAsksElsewhere extends IOException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;

    ProxyAsksElsewhere(Failure failure) {
        super(failure);
        this.failure = failure;
    }

    /** What is told when there is no further connection to answer on. */
    Failure failure() {
        return failure;
    }
}
