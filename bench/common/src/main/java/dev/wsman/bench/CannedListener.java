package dev.wsman.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Accepts connections on loopback addresses, and serves each on a thread of its own with blocking reads. */
final class CannedListener {
    private static final int STACK = 256 * 1024;
    private static final int BACKLOG = 1024;

    private final Conversation conversation;

    /** Serves one connection until the client closes it. */
    @FunctionalInterface
    interface Conversation {
        void serve(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    private CannedListener(Conversation conversation) {
        this.conversation = conversation;
    }

    /**
     * Listens until the process ends.
     *
     * @param addresses the number of loopback addresses, from 127.0.0.1
     * @return the port, which is the same on all addresses
     */
    static int listen(int addresses, Conversation conversation) throws IOException {
        CannedListener listener = new CannedListener(conversation);
        int port = 0;
        for (int i = 1; i <= addresses; i++) {
            InetAddress address = InetAddress.getByName(CannedServer.address(i));
            ServerSocket socket = new ServerSocket(port, BACKLOG, address);
            port = socket.getLocalPort();
            start("accept", () -> listener.accept(socket));
        }
        return port;
    }

    /** Runs work on a daemon thread with a small stack. */
    static Thread start(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, STACK);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept(ServerSocket listener) {
        while (true) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                start("connection", () -> converse(socket));
            } catch (IOException e) {
                return; // the process ends
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            conversation.serve(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // the client closed the connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
