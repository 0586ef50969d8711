package dev.wsman.bench;

import dev.wsman.Instance;
import dev.wsman.Session;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Enumerates the items that the path specifies. Prints the number of items, and the nanoseconds per item in each
 * quarter.
 */
public final class MillionItems {
    private static final int WARM_UP = 20_000;

    private MillionItems() {}

    public static void main(String[] arguments) {
        String[] path = arguments[0].split("/");
        int quarter = Integer.parseInt(path[path.length - 1]) * 1000 / 4;
        try (Session session =
                Session.builder(arguments[0]).maxEnvelopeSize(1L << 30).build()) {
            warmUp(session);
            try (Stream<Instance> items = session.enumerate(SessionContender.CLASS).stream()) {
                System.out.println(quarters(items.iterator(), quarter));
            }
        }
    }

    /** Reads items before the measurement, because otherwise compilation would slow down the first quarter. */
    private static void warmUp(Session session) {
        try (Stream<Instance> items = session.enumerate(SessionContender.CLASS).stream()) {
            items.limit(WARM_UP).forEach(Instance::name);
        }
    }

    private static String quarters(Iterator<Instance> items, int quarter) {
        StringBuilder line = new StringBuilder();
        long count = 0;
        for (int i = 0; i < 4; i++) {
            long start = System.nanoTime();
            for (int j = 0; j < quarter && items.hasNext(); j++) {
                items.next();
                count++;
            }
            line.append(' ').append((System.nanoTime() - start) / quarter);
        }
        return count + line.toString();
    }
}
