package dev.wsman.bench;

import dev.wsman.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens many sessions, each to a different host, and uses them in turn. Prints how much live heap and how many threads
 * and sockets they need in addition to those of one session.
 */
public final class IdleSessions {
    private IdleSessions() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        List<Session> sessions = new ArrayList<>();
        poll(open(sessions, 1, port));
        poll(sessions);
        long heap = ProcessState.liveHeap();
        int threads = ProcessState.threads();
        int sockets = ProcessState.sockets();
        for (int i = 2; i <= Integer.parseInt(arguments[1]) + 1; i++) {
            open(sessions, i, port);
        }
        poll(sessions);
        poll(sessions);
        long moreHeap = ProcessState.liveHeap() - heap;
        int moreThreads = ProcessState.threads() - threads;
        System.out.println(moreHeap + " " + moreThreads + " " + (ProcessState.sockets() - sockets));
        sessions.forEach(Session::close);
    }

    private static List<Session> open(List<Session> sessions, int number, int port) {
        String url = "http://" + CannedServer.address(number) + ":" + port + "/wsman";
        sessions.add(Session.builder(url).build());
        return sessions;
    }

    private static void poll(List<Session> sessions) {
        for (Session session : sessions) {
            session.identify();
            session.get(SessionContender.ONE);
        }
    }
}
