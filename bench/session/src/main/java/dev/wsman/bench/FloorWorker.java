package dev.wsman.bench;

import java.io.IOException;

/** The floor in a process of its own; with the argument {@code text} it also makes strings of names and text. */
public final class FloorWorker {
    private FloorWorker() {}

    public static void main(String[] arguments) throws IOException {
        boolean text = arguments.length > 0 && arguments[0].equals("text");
        Worker.run(url -> new FloorContender(url, text));
    }
}
