package dev.wsman.bench;

import dev.wsman.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens more and more sessions, each with a connection of its own. Prints a line for each number of sessions from 1 to
 * the largest, each about twice the one before: the number, the nanoseconds in which all of them were opened and used
 * once, those in which each was used once more in turn, and their live heap while idle.
 */
public final class SessionGrowth {
    private static final int WARM_UP = 500;
    /** Fewer sessions are used several times in turn, so that as many Gets are measured. */
    private static final int FEWEST_GETS = 500;
    /** The server listens on this many addresses: each needs a file descriptor of its own there. */
    private static final int HOSTS = 2000;

    private SessionGrowth() {}

    /** Arguments: the port of the server, and the largest number of sessions. */
    public static void main(String[] arguments) throws IOException {
        String port = arguments[0];
        List<Session> sessions = new ArrayList<>();
        warmUp(port);
        long heap = ProcessState.liveHeap();
        long opening = 0;
        for (int number : EnumerationGrowth.numbers(1, Integer.parseInt(arguments[1]))) {
            long start = System.nanoTime();
            while (sessions.size() < number) {
                use(open(sessions, port));
            }
            opening += System.nanoTime() - start;
            long polling = poll(sessions);
            System.out.println(number + " " + opening + " " + polling + " " + (ProcessState.liveHeap() - heap));
        }
        System.out.println("end");
        sessions.forEach(Session::close);
    }

    private static void warmUp(String port) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < WARM_UP; i++) {
            use(open(sessions, port));
        }
        for (int i = 0; i < 10; i++) {
            sessions.forEach(SessionGrowth::use);
        }
        sessions.forEach(Session::close);
    }

    private static Session open(List<Session> sessions, String port) {
        String host = CannedServer.address(1 + sessions.size() % HOSTS);
        Session session =
                Session.builder("http://" + host + ":" + port + "/wsman").build();
        sessions.add(session);
        return session;
    }

    private static long poll(List<Session> sessions) {
        int times = Math.max(1, FEWEST_GETS / sessions.size());
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            sessions.forEach(SessionGrowth::use);
        }
        return (System.nanoTime() - start) / times;
    }

    private static void use(Session session) {
        session.get(SessionContender.ONE);
    }
}
