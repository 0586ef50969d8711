package dev.wsman.internal.transport.auth;

import dev.wsman.internal.transport.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that exchanges the tokens of a scheme, as a test makes them. It grants access when there is no token to
 * answer.
 */
public final class TokenServer {
    /** Makes the answer to a token of the client; empty when authentication is complete. */
    @FunctionalInterface
    public interface Answering {
        byte[] to(byte[] token) throws Exception;
    }

    private TokenServer() {}

    /**
     * Starts one.
     *
     * @param connection called for each connection
     */
    public static RawServer start(String scheme, Callable<Answering> connection) throws IOException {
        Pattern header = Pattern.compile("Authorization: " + scheme + " (\\S+)");
        return new RawServer(wire -> {
            Answering answering = run(connection);
            String request;
            while ((request = wire.read()) != null) {
                Matcher token = header.matcher(request);
                byte[] answer = token.find()
                        ? run(() -> answering.to(Base64.getDecoder().decode(token.group(1))))
                        : new byte[0];
                wire.write((head(scheme, answer) + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    private static String head(String scheme, byte[] answer) {
        return answer.length == 0
                ? "HTTP/1.1 200 OK\r\n"
                : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + scheme + " "
                        + Base64.getEncoder().encodeToString(answer) + "\r\n";
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
