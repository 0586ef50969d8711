package dev.wsman.bench;

import java.io.IOException;

/** Measures the shells of wsman-session in a process of their own. */
public final class SessionShellWorker {
    private SessionShellWorker() {}

    public static void main(String[] arguments) throws IOException {
        ShellWorker.run(SessionShellContender::new);
    }
}
