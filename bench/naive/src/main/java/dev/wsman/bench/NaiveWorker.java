package dev.wsman.bench;

import java.io.IOException;

/** Measures stock CXF in a process of its own. */
public final class NaiveWorker {
    private NaiveWorker() {}

    public static void main(String[] arguments) throws IOException {
        ContenderWorker.run(NaiveContender::new);
    }
}
