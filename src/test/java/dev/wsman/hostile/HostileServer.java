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
 * A server on a plain socket. It sends the expected reply unless a test sets another reaction, for the next requests or
 * for all. It records the requests and the open connections.
 */
final class HostileServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Reaction> next = new ConcurrentLinkedQueue<>();
    private final List<SocketRequest> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Reaction always = Reaction.envelope(Envelopes::expected);

    HostileServer() {
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Adds a reaction to one request, after the reactions that were added before. */
    HostileServer then(Reaction reaction) {
        next.add(reaction);
        return this;
    }

    /** Sets the reaction to all requests without a reaction of their own. */
    HostileServer always(Reaction reaction) {
        always = reaction;
        return this;
    }

    /** Removes all reactions, so that it sends expected replies. */
    void reset() {
        next.clear();
        always = Reaction.envelope(Envelopes::expected);
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

    /** Removes the recorded requests. */
    void forget() {
        received.clear();
    }

    /** The number of connections that it accepted. */
    int accepted() {
        return accepted.get();
    }

    /** The number of connections that the client holds open. */
    int open() {
        return open.size();
    }

    /** Whether the condition becomes true within ten seconds. */
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
            ServerConnection connection = new ServerConnection(socket);
            SocketRequest request;
            while (!socket.isClosed() && (request = SocketRequest.read(socket.getInputStream())) != null) {
                received.add(request);
                Reaction reaction = next.poll();
                (reaction == null ? always : reaction).to(request, connection);
            }
        } catch (IOException e) {
            // The client or the reaction closed the connection.
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
