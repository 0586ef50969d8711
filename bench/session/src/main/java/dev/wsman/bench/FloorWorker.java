package dev.wsman.bench;

import java.io.IOException;

/**
 * Measures a floor in a process of its own: that with Aalto if the argument is {@code aalto}, otherwise that with
 * Woodstox. With the argument {@code text}, the latter also creates strings of names and text.
 */
public final class FloorWorker {
    private FloorWorker() {}

    public static void main(String[] arguments) throws IOException {
        String kind = arguments.length > 0 ? arguments[0] : "";
        ContenderWorker.run(
                kind.equals("aalto") ? AaltoFloor::new : url -> new FloorContender(url, kind.equals("text")));
    }
}
