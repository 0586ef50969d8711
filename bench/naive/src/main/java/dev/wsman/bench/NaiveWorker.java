package dev.wsman.bench;

import java.io.IOException;

/** Stock CXF in a process of its own. */
public final class NaiveWorker {
    private NaiveWorker() {}

    public static void main(String[] arguments) throws IOException {
        Worker.run(NaiveContender::new);
    }
}
