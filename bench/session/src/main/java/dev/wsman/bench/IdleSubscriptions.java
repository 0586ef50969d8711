package dev.wsman.bench;

import dev.wsman.Session;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens many subscriptions, each on a session with a different host, and polls each of them. Prints how much live heap
 * and how many threads and sockets they need in addition to those of one. Arguments: the URL of the source on its first
 * address, the number of subscriptions.
 */
public final class IdleSubscriptions {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private IdleSubscriptions() {}

    public static void main(String[] arguments) throws IOException {
        URI url = URI.create(arguments[0]);
        List<Session> sessions = new ArrayList<>();
        List<Subscription<WindowsEvent>> subscriptions = new ArrayList<>();
        open(1, url, sessions, subscriptions);
        poll(subscriptions);
        long heap = ProcessState.liveHeap();
        int threads = ProcessState.threads();
        int sockets = ProcessState.sockets();
        for (int i = 2; i <= Integer.parseInt(arguments[1]) + 1; i++) {
            open(i, url, sessions, subscriptions);
        }
        poll(subscriptions);
        poll(subscriptions);
        long moreHeap = ProcessState.liveHeap() - heap;
        int moreThreads = ProcessState.threads() - threads;
        System.out.println(moreHeap + " " + moreThreads + " " + (ProcessState.sockets() - sockets));
        subscriptions.forEach(Subscription::close);
        sessions.forEach(Session::close);
    }

    private static void open(
            int number, URI url, List<Session> sessions, List<Subscription<WindowsEvent>> subscriptions) {
        String host = "http://" + CannedServer.address(number) + ":" + url.getPort() + EventContract.path(5);
        Session session = SessionPoll.session(host);
        sessions.add(session);
        subscriptions.add(SessionPoll.open(session));
    }

    private static void poll(List<Subscription<WindowsEvent>> subscriptions) {
        for (Subscription<WindowsEvent> subscription : subscriptions) {
            subscription.poll(WAIT).events().forEach(EventUse::use);
        }
    }
}
