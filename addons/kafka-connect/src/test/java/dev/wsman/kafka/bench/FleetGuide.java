package dev.wsman.kafka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the figures of a run to the guide about fleets. */
final class FleetGuide {
    private static final String START = "<!-- figures: written by bench/fleet -->\n";
    private static final String END = "<!-- end of figures -->\n";

    private FleetGuide() {}

    /** Replaces the figures of a page. */
    static void write(Path page, List<String> lines) throws IOException {
        String text = Files.readString(page);
        String figures = "\n" + String.join("\n", lines) + "\n\n";
        Files.writeString(page, text.substring(0, start(page, text)) + figures + text.substring(end(page, text)));
    }

    /** Returns the figures of a page. */
    static List<String> read(Path page) throws IOException {
        String text = Files.readString(page);
        return text.substring(start(page, text), end(page, text))
                .strip()
                .lines()
                .toList();
    }

    private static int start(Path page, String text) {
        return found(page, text, START) + START.length();
    }

    private static int end(Path page, String text) {
        return found(page, text, END);
    }

    private static int found(Path page, String text, String mark) {
        int place = text.indexOf(mark);
        if (place < 0) {
            throw new IllegalArgumentException(page + " has no line " + mark.strip());
        }
        return place;
    }
}
