package dev.wsman.bench;

import java.io.IOException;

/** Measures winrm4j in a process of its own. */
public final class Winrm4jWorker {
    private Winrm4jWorker() {}

    public static void main(String[] arguments) throws IOException {
        ShellWorker.run(Winrm4jContender::new);
    }
}
