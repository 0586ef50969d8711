package dev.wsman.bench;

import dev.wsman.Session;

/**
 * Prints how many nanoseconds a second session takes from build to answer while the first is open, and one that is made
 * after all have been closed.
 */
public final class SecondSession {
    private SecondSession() {}

    public static void main(String[] arguments) {
        try (Session first = Session.builder(arguments[0]).build()) {
            first.identify();
            System.out.print(identify(arguments[0]) + " ");
        }
        System.out.println(identify(arguments[0]));
    }

    private static long identify(String url) {
        long start = System.nanoTime();
        try (Session session = Session.builder(url).build()) {
            session.identify();
            return System.nanoTime() - start;
        }
    }
}
