package dev.wsman.internal.transport.auth.ntlm;

import dev.wsman.internal.transport.RawServer;
import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.testkit.auth.NtlmChallengeForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server with raw NTLM under {@code Negotiate}, for user {@code user} with password {@code secret}. A test supplies
 * the replies to messages.
 */
public final class NtlmRawServer {
    private static final Pattern TOKEN = Pattern.compile("Authorization: Negotiate (\\S+)");
    private static final String EMPTY = "Content-Length: 0\r\n\r\n";

    /** Makes the response to a message, with its HTTP head. */
    @FunctionalInterface
    public interface Reply {
        byte[] to(SecurityContext context) throws IOException;
    }

    private NtlmRawServer() {}

    /**
     * Starts a server.
     *
     * @param withheldFlags the NEGOTIATE flags that it does not grant
     */
    public static RawServer start(int withheldFlags, Reply reply) throws IOException {
        return new RawServer(wire -> {
            SecurityContext context = new AcceptorContext(
                    AcceptorContext.ntlmAcceptor("user", "secret", NtlmChallengeForm.without(withheldFlags)));
            String request;
            while ((request = wire.read()) != null) {
                Matcher token = TOKEN.matcher(request);
                wire.write(token.find() ? challengeOrSuccess(context, token.group(1)) : reply.to(context));
            }
        });
    }

    private static byte[] challengeOrSuccess(SecurityContext acceptor, String token)
            throws AuthenticationFailedException {
        byte[] challenge = acceptor.step(Base64.getDecoder().decode(token));
        String head = acceptor.established()
                ? "HTTP/1.1 200 OK\r\n"
                : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate "
                        + Base64.getEncoder().encodeToString(challenge) + "\r\n";
        return (head + EMPTY).getBytes(StandardCharsets.US_ASCII);
    }
}
