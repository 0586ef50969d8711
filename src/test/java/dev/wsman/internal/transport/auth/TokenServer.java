package dev.wsman.internal.transport.auth;

import dev.wsman.internal.transport.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that authenticates connections with the tokens that a test makes. It replies with 200 if authentication is
 * complete, or if a request has no token.
 */
public final class TokenServer {
    /** Makes the server's token for a token of the client; empty if authentication is complete. */
    @FunctionalInterface
    public interface Replies {
        byte[] to(byte[] token) throws Exception;
    }

    private TokenServer() {}

    /**
     * Starts a server.
     *
     * @param connection called for each connection
     */
    public static RawServer start(String scheme, Callable<Replies> connection) throws IOException {
        Pattern header = Pattern.compile("Authorization: " + scheme + " (\\S+)");
        return new RawServer(wire -> {
            Replies replies = run(connection);
            String request;
            while ((request = wire.read()) != null) {
                Matcher token = header.matcher(request);
                byte[] reply =
                        token.find() ? run(() -> replies.to(Base64.getDecoder().decode(token.group(1)))) : new byte[0];
                wire.write((head(scheme, reply) + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    private static String head(String scheme, byte[] reply) {
        return reply.length == 0
                ? "HTTP/1.1 200 OK\r\n"
                : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + scheme + " "
                        + Base64.getEncoder().encodeToString(reply) + "\r\n";
    }

    private static <T> T run(Callable<T> step) throws IOException {
        try {
            return step.call();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
