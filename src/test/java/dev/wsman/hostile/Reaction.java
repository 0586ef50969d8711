package dev.wsman.hostile;

import java.io.IOException;

/** What a server does when it receives a request. */
@FunctionalInterface
interface Reaction {

    /** Sends any bytes, or none. The connection stays open unless the reaction closes it or throws an exception. */
    void to(SocketRequest request, ServerConnection connection) throws IOException, InterruptedException;

    /** Sends exactly these bytes; the connection stays open. */
    static Reaction bytes(byte[] bytes) {
        return (request, connection) -> connection.send(bytes);
    }

    /** The same, followed by closing the connection. */
    default Reaction thenClose() {
        return (request, connection) -> {
            to(request, connection);
            connection.close();
        };
    }

    /** Sends a well-formed HTTP response with this body. */
    static Reaction reply(int status, String contentType, byte[] body) {
        return bytes(HttpMessages.message(status, contentType, body));
    }

    /** Sends a SOAP envelope that is made for the request. */
    static Reaction envelope(Envelope envelope) {
        return (request, connection) -> connection.send(HttpMessages.message(
                200, HttpMessages.SOAP, envelope.reply(request).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** Makes the text of an envelope for a request. */
    @FunctionalInterface
    interface Envelope {
        String reply(SocketRequest request);
    }
}
