package dev.wsman.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens more and more sessions or bare connections; each session has a connection of its own. Prints a line for each
 * number of sessions from 1 to the largest, each about twice the one before: the number, the nanoseconds in which all
 * of them were opened and used once, those in which each was used once more in turn, and their live heap while idle.
 */
public final class SessionGrowth {
    private static final int WARM_UP = 500;
    /** Fewer sessions are used several times in turn, so that as many Gets are measured. */
    private static final int FEWEST_GETS = 500;
    /** The server listens on this many addresses: each needs a file descriptor of its own there. */
    private static final int HOSTS = 2000;

    private final Contender.Factory contenders;
    private final String port;

    private SessionGrowth(Contender.Factory contenders, String port) {
        this.contenders = contenders;
        this.port = port;
    }

    /** Arguments: the port of the server, the largest number of sessions, and {@code bare} for bare connections. */
    public static void main(String[] arguments) throws IOException {
        boolean bare = arguments.length > 2;
        new SessionGrowth(bare ? AaltoFloor::new : SessionContender::new, arguments[0])
                .run(Integer.parseInt(arguments[1]));
    }

    private void run(int largest) throws IOException {
        List<Contender> sessions = new ArrayList<>();
        warmUp();
        long heap = ProcessState.liveHeap();
        long opening = 0;
        for (int number : EnumerationGrowth.numbers(1, largest)) {
            long start = System.nanoTime();
            while (sessions.size() < number) {
                open(sessions).get();
            }
            opening += System.nanoTime() - start;
            long polling = poll(sessions);
            System.out.println(number + " " + opening + " " + polling + " " + (ProcessState.liveHeap() - heap));
        }
        System.out.println("end");
        sessions.forEach(Contender::close);
    }

    private void warmUp() {
        List<Contender> sessions = new ArrayList<>();
        for (int i = 0; i < WARM_UP; i++) {
            open(sessions).get();
        }
        for (int i = 0; i < 10; i++) {
            sessions.forEach(Contender::get);
        }
        sessions.forEach(Contender::close);
    }

    private Contender open(List<Contender> sessions) {
        String host = CannedServer.address(1 + sessions.size() % HOSTS);
        Contender session = contenders.open("http://" + host + ":" + port + "/wsman");
        sessions.add(session);
        return session;
    }

    private static long poll(List<Contender> sessions) {
        int times = Math.max(1, FEWEST_GETS / sessions.size());
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            sessions.forEach(Contender::get);
        }
        return (System.nanoTime() - start) / times;
    }
}
