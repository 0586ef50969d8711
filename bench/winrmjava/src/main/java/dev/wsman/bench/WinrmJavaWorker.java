package dev.wsman.bench;

import java.io.IOException;

/** Measures winrm-java of MetricsHub in a process of its own. */
public final class WinrmJavaWorker {
    private WinrmJavaWorker() {}

    public static void main(String[] arguments) throws IOException {
        ShellWorker.run(WinrmJavaContender::new);
    }
}
