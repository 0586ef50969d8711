package dev.wsman.bench;

import dev.wsman.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens many sessions, each to a host of its own, and polls them in turn; prints by how much live heap, threads and
 * sockets are then more than with one session.
 */
public final class IdleSessions {
    private IdleSessions() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        List<Session> sessions = new ArrayList<>();
        poll(open(sessions, 1, port));
        poll(sessions);
        long heap = Heap.live();
        int threads = Heap.threads();
        int sockets = Heap.sockets();
        for (int i = 2; i <= Integer.parseInt(arguments[1]) + 1; i++) {
            open(sessions, i, port);
        }
        poll(sessions);
        poll(sessions);
        System.out.println((Heap.live() - heap) + " " + (Heap.threads() - threads) + " " + (Heap.sockets() - sockets));
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
