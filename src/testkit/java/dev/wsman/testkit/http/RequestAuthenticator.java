package dev.wsman.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;

/**
 * Decides who a client is. It is asked for every request, from many threads; what it has to remember between the legs of
 * a handshake, it keeps in the {@link ClientConnection}.
 */
public interface RequestAuthenticator {
    /** Lets everybody in. */
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

    /** What is to be done with a request. */
    sealed interface Decision permits Accept, Reply {}

    /**
     * The request goes on to the service.
     *
     * @param user the client's name
     * @param transform how bodies are opened and sealed on this connection
     */
    record Accept(String user, MessageTransform transform) implements Decision {}

    /**
     * The request is answered here, with an empty body: a challenge, a refusal or the last leg of a handshake.
     *
     * @param status the HTTP status
     * @param headers the headers, by name
     */
    record Reply(int status, Map<String, List<String>> headers) implements Decision {}

    /** Decides about a request, of which the body has been read already. */
    Decision decide(HttpExchange exchange, byte[] body, ClientConnection connection);

    /** The security profiles (DSP0226 C.3) that Identify tells, as {@code http/basic}. */
    List<String> profiles(boolean https);
}
