package dev.wsman.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes the bytes of connections on to a server, and breaks some of them: before a request arrives there, or after the
 * server has replied and before the client receives anything.
 */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger replies = new AtomicInteger();
    private volatile int target;

    CuttingRelay() throws IOException {
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Sets the port of the server. */
    void target(int port) {
        target = port;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Breaks the connections of the next requests. */
    void cutRequests(int count) {
        requests.set(count);
    }

    /** Breaks the connections of the next replies. */
    void cutReplies(int count) {
        replies.set(count);
    }

    /** The number of connections still to be broken. */
    int pendingCuts() {
        return Math.max(requests.get(), 0) + Math.max(replies.get(), 0);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                return; // the relay is closed
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(server);
            start(() -> pass(client, server, requests));
            start(() -> pass(server, client, replies));
        } catch (IOException e) {
            client.close(); // the server does not listen
        }
    }

    private void pass(Socket from, Socket to, AtomicInteger cuts) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (cuts.get() > 0 && cuts.getAndDecrement() > 0) {
                    return;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // one of the two was closed
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cutting-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
