package dev.wsman.bench;

import java.io.IOException;

/** Measures the messages of shells over bare HTTP in a process of its own. */
public final class BareShellWorker {
    private BareShellWorker() {}

    public static void main(String[] arguments) throws IOException {
        ShellWorker.run((url, ntlm) -> new BareShellContender(url));
    }
}
