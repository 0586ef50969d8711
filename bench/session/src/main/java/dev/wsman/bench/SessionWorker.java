package dev.wsman.bench;

import java.io.IOException;

/** Measures wsman-session in a process of its own. */
public final class SessionWorker {
    private SessionWorker() {}

    public static void main(String[] arguments) throws IOException {
        ContenderWorker.run(SessionContender::new);
    }
}
