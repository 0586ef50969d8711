package dev.wsman.internal.transport.auth.ntlm;

import dev.wsman.internal.transport.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.MechanismContext;
import dev.wsman.internal.transport.auth.RawMechanismContext;
import dev.wsman.internal.transport.auth.SecurityContext;

/** A server of NTLM under {@code Negotiate}, for user {@code user} with password {@code secret}, that answers messages as a test says. */
final class NtlmRawServer {
    private static final Pattern TOKEN = Pattern.compile("Authorization: Negotiate (\\S+)");
    private static final String EMPTY = "Content-Length: 0\r\n\r\n";

    /** What comes back for a message. */
    @FunctionalInterface
    interface Reply {
        byte[] to(SecurityContext context) throws IOException;
    }

    private NtlmRawServer() {}

    static RawServer start(int flags, Reply reply) throws IOException {
        return new RawServer(wire -> {
            NtlmAcceptor acceptor = new NtlmAcceptor("user", "secret", null, flags);
            SecurityContext context = new RawMechanismContext("Negotiate", acceptor, MechanismContext.SPNEGO_PROTOCOL);
            String request;
            while ((request = wire.read()) != null) {
                Matcher token = TOKEN.matcher(request);
                wire.write(token.find() ? leg(acceptor, token.group(1)) : reply.to(context));
            }
        });
    }

    private static byte[] leg(NtlmAcceptor acceptor, String token) throws AuthenticationFailedException {
        byte[] answer = acceptor.step(Base64.getDecoder().decode(token));
        String head = acceptor.established()
                ? "HTTP/1.1 200 OK\r\n"
                : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate "
                        + Base64.getEncoder().encodeToString(answer) + "\r\n";
        return (head + EMPTY).getBytes(StandardCharsets.US_ASCII);
    }
}
