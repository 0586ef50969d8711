package dev.wsman.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The server's end of one connection. */
final class ServerConnection {
    private final Socket socket;
    private final OutputStream out;

    ServerConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    void send(byte[] octets) throws IOException {
        send(octets, 0, octets.length);
    }

    void send(byte[] octets, int offset, int length) throws IOException {
        out.write(octets, offset, length);
        out.flush();
    }

    void send(String ascii) throws IOException {
        send(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says no more, in order. */
    void close() throws IOException {
        socket.close();
    }

    /** Breaks off: the client meets a reset where data is still under way. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the client has gone. */
    void untilGone() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // What it still says nobody hears.
        }
    }
}
