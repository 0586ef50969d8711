package dev.wsman.bench;

import java.io.IOException;

/**
 * Measures the floor in a process of its own. With the argument {@code text}, it also creates strings of names and
 * text.
 */
public final class FloorWorker {
    private FloorWorker() {}

    public static void main(String[] arguments) throws IOException {
        boolean text = arguments.length > 0 && arguments[0].equals("text");
        ContenderWorker.run(url -> new FloorContender(url, text));
    }
}
