package dev.wsman.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;

/**
 * Decides whether a client is accepted. It is called for every request, by many threads. It keeps state between the
 * round trips of a handshake in the {@link ClientConnection}.
 */
public interface RequestAuthenticator {
    /** Accepts every client. */
    RequestAuthenticator NONE = new RequestAuthenticator() {
        @Override
        public Decision decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
            return new Accept("", MessageTransform.PLAIN);
        }

        @Override
        public List<String> profiles(boolean https) {
            return List.of();
        }
    };

    /** The decision about a request. */
    sealed interface Decision permits Accept, Reply {}

    /**
     * Passes the request to the service.
     *
     * @param user the name of the client
     * @param transform decrypts and encrypts the bodies of this connection
     */
    record Accept(String user, MessageTransform transform) implements Decision {}

    /**
     * Replies with an empty body: a challenge, a rejection or the last round trip of a handshake.
     *
     * @param status the HTTP status
     * @param headers the headers by name
     */
    record Reply(int status, Map<String, List<String>> headers) implements Decision {}

    /** Decides about a request whose body has already been read. */
    Decision decide(HttpExchange exchange, byte[] body, ClientConnection connection);

    /** The security profiles (DSP0226 C.3) that Identify reports, such as {@code http/basic}. */
    List<String> profiles(boolean https);
}
