package dev.wsman.bench;

import java.io.IOException;

/** OpenNMS's client in a process of its own. */
public final class OpenNmsWorker {
    private OpenNmsWorker() {}

    public static void main(String[] arguments) throws IOException {
        Worker.run(OpenNmsContender::new);
    }
}
