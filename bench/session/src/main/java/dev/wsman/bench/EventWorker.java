package dev.wsman.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Map;

/**
 * Measures readers of events in this process. Reads one line per measurement, {@code READER URL MILLISECONDS}, and
 * replies with {@code sample COUNT NANOS CPU 0} or {@code unmeasured REASON}; see {@link EventWindow}.
 */
public final class EventWorker {
    private static final Map<String, EventReader> READERS = Map.of(
            "poll",
            new SessionPoll(),
            "bare-poll",
            new BarePoll(),
            "sink",
            new SessionSink(),
            "bare-sink",
            new BareSink());

    private EventWorker() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // output of libraries must not mix with the replies
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(reply(line));
        }
        System.exit(0); // a reader may have threads that are still waiting
    }

    private static String reply(String line) {
        String[] words = line.split(" ");
        try {
            EventWindow window = new EventWindow(Long.parseLong(words[2]) * 1_000_000);
            READERS.get(words[0]).read(words[1], window);
            return window.sample().line();
        } catch (Exception | OutOfMemoryError e) {
            e.printStackTrace();
            return ContenderWorker.UNMEASURED + e.toString().lines().findFirst().orElse("");
        }
    }
}
