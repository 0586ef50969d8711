package dev.wsman.bench;

import dev.wsman.Session;

/**
 * Prints the nanoseconds from build to first reply, for a second session while the first one is open, for a second bare
 * connection, and for a session that is created after all others have been closed.
 */
public final class SecondSession {
    private SecondSession() {}

    public static void main(String[] arguments) {
        String url = arguments[0];
        try (Session first = Session.builder(url).build()) {
            first.identify();
            bare(url);
            System.out.print(identify(url) + " " + bare(url) + " ");
        }
        System.out.println(identify(url));
    }

    private static long identify(String url) {
        long start = System.nanoTime();
        try (Session session = Session.builder(url).build()) {
            session.identify();
            return System.nanoTime() - start;
        }
    }

    private static long bare(String url) {
        long start = System.nanoTime();
        try (AaltoFloor floor = new AaltoFloor(url)) {
            floor.identify();
            return System.nanoTime() - start;
        }
    }
}
