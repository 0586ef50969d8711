package dev.wsman.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A server on a bare socket. It answers well unless it has been told otherwise, for the next requests or for all, and knows which
 * connections the client has open and which enumerations it has left.
 */
final class HostileServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Reaction> next = new ConcurrentLinkedQueue<>();
    private final List<SocketRequest> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Reaction always = Reaction.envelope(Envelopes::well);

    HostileServer() {
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** What it does about the next request, after those it has been told already. */
    HostileServer then(Reaction reaction) {
        next.add(reaction);
        return this;
    }

    /** What it does about requests for which it has been told nothing else. */
    HostileServer always(Reaction reaction) {
        always = reaction;
        return this;
    }

    /** Forgets what it has been told: it answers well. */
    void well() {
        next.clear();
        always = Reaction.envelope(Envelopes::well);
    }

    int port() {
        return listener.getLocalPort();
    }

    String endpoint() {
        return "http://" + listener.getInetAddress().getHostAddress() + ":" + port() + "/wsman";
    }

    /** All requests so far. */
    List<SocketRequest> received() {
        return List.copyOf(received);
    }

    /** The operations of all requests so far. */
    List<String> operations() {
        return received.stream().map(SocketRequest::operation).toList();
    }

    void forget() {
        received.clear();
    }

    /** How many connections have been made to it. */
    int accepted() {
        return accepted.get();
    }

    /** How many connections the client holds open. */
    int open() {
        return open.size();
    }

    /** Whether the condition comes true within ten seconds. */
    static boolean eventually(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(2);
        }
        return true;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                accepted.incrementAndGet();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            ServerConnection line = new ServerConnection(socket);
            SocketRequest request;
            while (!socket.isClosed() && (request = SocketRequest.read(socket.getInputStream())) != null) {
                received.add(request);
                Reaction reaction = next.poll();
                (reaction == null ? always : reaction).to(request, line);
            }
        } catch (IOException e) {
            // The client has gone, or the reaction has closed the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(open);
        all.add(listener);
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
