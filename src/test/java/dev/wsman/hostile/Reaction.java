package dev.wsman.hostile;

import java.io.IOException;

/** What a server does about a request. */
@FunctionalInterface
interface Reaction {

    /** Answers, or not; closing the connection is up to the reaction. An exception closes it. */
    void to(SocketRequest request, ServerConnection line) throws IOException, InterruptedException;

    /** Exactly these octets; the connection stays open. */
    static Reaction octets(byte[] octets) {
        return (request, line) -> line.send(octets);
    }

    /** The same, and then the connection is closed. */
    default Reaction thenClose() {
        return (request, line) -> {
            to(request, line);
            line.close();
        };
    }

    /** An answer of this body, well-formed HTTP. */
    static Reaction reply(int status, String contentType, byte[] body) {
        return octets(HttpMessages.message(status, contentType, body));
    }

    /** An answer of a SOAP envelope that is made for the request. */
    static Reaction envelope(Envelope envelope) {
        return (request, line) -> line.send(HttpMessages.message(
                200, HttpMessages.SOAP, envelope.answer(request).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** Makes the text of an envelope for a request. */
    @FunctionalInterface
    interface Envelope {
        String answer(SocketRequest request);
    }
}
