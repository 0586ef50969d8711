package dev.wsman.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection, on the side of the server. */
final class ServerConnection {
    private final Socket socket;
    private final OutputStream out;

    ServerConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    void send(byte[] bytes) throws IOException {
        send(bytes, 0, bytes.length);
    }

    void send(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        out.flush();
    }

    void send(String ascii) throws IOException {
        send(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Closes the connection in an orderly way. */
    void close() throws IOException {
        socket.close();
    }

    /** Resets the connection; data that is still being sent is lost. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the client has closed the connection. */
    void awaitClose() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // ignores what the client still sends
        }
    }
}
