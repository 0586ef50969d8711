package dev.wsman.bench;

import dev.wsman.Session;

/**
 * Prints the nanoseconds from build to first reply, for a second session while the first one is open, and for a session
 * that is created after all others have been closed.
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
