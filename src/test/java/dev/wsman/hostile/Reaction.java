package dev.wsman.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The reaction of a server to a request. */
@FunctionalInterface
interface Reaction {

    /** Sends any bytes, or none. The connection stays open unless the reaction closes it or throws an exception. */
    void to(SocketRequest request, ServerConnection connection) throws IOException, InterruptedException;

    /** Sends exactly these bytes; the connection stays open. */
    static Reaction bytes(byte[] bytes) {
        return (request, connection) -> connection.send(bytes);
    }

    /** Returns a reaction that performs this one and then closes the connection. */
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
        return envelope(200, envelope);
    }

    /** Sends a SOAP envelope that is made for the request, with an HTTP status. */
    static Reaction envelope(int status, Envelope envelope) {
        return (request, connection) -> connection.send(HttpMessages.message(
                status, HttpMessages.SOAP, envelope.reply(request).getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends a fault with the code Receiver. The subcode, such as {@code w:TimedOut}, and the detail may be empty. */
    static Reaction fault(int status, String subcode, String detail) {
        return envelope(status, request -> Envelopes.fault(request, "Receiver", subcode, detail));
    }

    /** Makes the text of an envelope for a request. */
    @FunctionalInterface
    interface Envelope {
        String reply(SocketRequest request);
    }
}
