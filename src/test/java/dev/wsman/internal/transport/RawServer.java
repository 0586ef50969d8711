package dev.wsman.internal.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP server on a free port of the loopback address, which sends the bytes that a test's script writes. */
public final class RawServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length:\\s*(\\d+)");

    /** What happens on one connection. */
    @FunctionalInterface
    public interface Script {
        void run(Wire wire) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread acceptor;

    public RawServer(Script script) throws IOException {
        this(InetAddress.getByName("127.0.0.1"), script);
    }

    public RawServer(InetAddress address, Script script) throws IOException {
        this.script = script;
        listener = new ServerSocket(0, 50, address);
        acceptor = new Thread(this::accept, "raw-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** A complete response with a Content-Length. */
    public static String response(int status, String type, String body) {
        return "HTTP/1.1 " + status + " OK\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The requests so far, heads and bodies. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public int connections() {
        return connections.get();
    }

    /** The number of connections whose script is still running. */
    public int openConnections() {
        return open.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "raw-server-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.run(new Wire(socket, connections.incrementAndGet()));
        } catch (IOException | UncheckedIOException gone) {
            // the client has closed the connection
        } finally {
            open.remove(socket);
        }
    }

    /** The server's end of one connection. */
    public final class Wire {
        private final Socket socket;
        private final int number;

        private Wire(Socket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        /** The number of the connection, from 1. */
        public int number() {
            return number;
        }

        /** Reads the next request; null if the client has closed the connection. */
        public String read() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.write(next);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            Matcher length = LENGTH.matcher(text);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            String request = text + new String(body, StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        public void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Waits until the client closes the connection. */
        public void awaitEnd() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        /** Resets the connection. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    /**
     * Closes all connections. Waits for the thread in accept, since the port stays open until that thread has left.
     */
    @Override
    public void close() throws IOException {
        listener.close();
        try {
            acceptor.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : open) {
            socket.close();
        }
    }
}
