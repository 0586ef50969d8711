package dev.wsman.bench;

import java.io.IOException;

/** Measures OpenNMS's client in a process of its own. */
public final class OpenNmsWorker {
    private OpenNmsWorker() {}

    public static void main(String[] arguments) throws IOException {
        ContenderWorker.run(OpenNmsContender::new);
    }
}
