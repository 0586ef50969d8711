package dev.wsman.internal.event.sink;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.Challenge;
import dev.wsman.internal.transport.auth.ChallengeParser;
import dev.wsman.internal.transport.auth.digest.DigestService;
import dev.wsman.internal.transport.auth.kerberos.KerberosServiceContext;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides who sent a request. Thread-safe. */
final class SinkAuthenticator {
    private static final String BASIC = "Basic";
    private static final String DIGEST = "Digest";
    private static final String REALM = "WSMAN";
    private static final String KERBEROS = "Kerberos";
    private static final String NEGOTIATE = "Negotiate";
    /** The beginning of a token of NTLM, in base64. */
    private static final String NTLM = "TlRMTVNT";

    private final SinkAccess access;
    private final boolean certificates;
    private final DigestService digest = new DigestService(REALM);

    SinkAuthenticator(SinkSettings settings) {
        this.access = settings.access();
        this.certificates = settings.tls() != null && settings.tls().certificates();
    }

    /**
     * The sender of a request.
     *
     * @param principal null if the sender is known by a certificate, or not known
     * @param keys decrypt the sender's messages; null without Kerberos
     * @param proof the value of {@code WWW-Authenticate} that ends a handshake; null if there is none
     */
    record Sender(
            @Nullable String principal,
            @Nullable KerberosServiceContext keys,
            @Nullable String proof) {
        static final Sender UNNAMED = new Sender(null, null, null);
    }

    /**
     * Authenticates a request.
     *
     * @param target the target of the request, as it was sent
     * @param authorization the header; null if there is none
     * @throws Refusal if nothing proves who the sender is
     */
    Sender authenticate(PeerConnection connection, String target, @Nullable String authorization) throws Refusal {
        Sender proved = authorization == null ? null : byHeader(connection, target, authorization);
        if (proved != null) {
            return proved;
        }
        KerberosServiceContext keys = connection.keys();
        if (keys != null) {
            return new Sender(keys.client(), keys, null);
        }
        // with a certificate, Windows sends the URI of its profile as Authorization
        if (access.anonymous() || certificates && !connection.certificates().isEmpty()) {
            return Sender.UNNAMED;
        }
        throw authorization == null ? firstRequest() : unauthorized("credentials of a scheme that is not offered");
    }

    private @Nullable Sender byHeader(PeerConnection connection, String target, String authorization) throws Refusal {
        String[] parts = authorization.strip().split(" +", 2);
        String token = parts.length < 2 ? "" : parts[1].strip();
        if (parts[0].equalsIgnoreCase(BASIC) && !access.users().isEmpty()) {
            return new Sender(user(decoded(token, BASIC)), null, null);
        }
        if (parts[0].equalsIgnoreCase(DIGEST) && !access.digestUsers().isEmpty()) {
            return new Sender(digestUser(authorization, target), null, null);
        }
        if (access.kerberos() == null) {
            return null;
        }
        return parts[0].equalsIgnoreCase(KERBEROS) || parts[0].equalsIgnoreCase(NEGOTIATE)
                ? handshake(connection, parts[0].equalsIgnoreCase(NEGOTIATE), token)
                : null;
    }

    private Sender handshake(PeerConnection connection, boolean spnego, String token) throws Refusal {
        if (token.startsWith(NTLM)) {
            throw unauthorized("it sent NTLM, which a sink cannot verify; it has no Kerberos ticket for this host");
        }
        String scheme = spnego ? NEGOTIATE : KERBEROS;
        byte[] sent = decoded(token, scheme);
        try {
            KerberosServiceContext context = connection.handshake(access.kerberos(), spnego);
            byte[] reply = context.step(sent);
            String value = reply.length == 0
                    ? null
                    : scheme + " " + Base64.getEncoder().encodeToString(reply);
            if (context.established()) {
                connection.loggedIn(context);
                return new Sender(context.client(), context, value);
            }
            throw Refusal.expected("the handshake continues", value == null ? challenges() : List.of(value));
        } catch (AuthenticationFailedException failed) {
            connection.logOut();
            throw Refusal.unauthorized(String.valueOf(failed.getMessage()), challenges());
        }
    }

    private String user(byte[] userAndPassword) throws Refusal {
        SinkUser found = null;
        for (SinkUser user : access.users()) {
            found = user.matches(userAndPassword) ? user : found;
        }
        if (found == null) {
            throw unauthorized("wrong user or password");
        }
        return found.name();
    }

    private String digestUser(String authorization, String target) throws Refusal {
        Challenge header = ChallengeParser.first(ChallengeParser.parse(List.of(authorization)), DIGEST)
                .orElseThrow(() -> new Refusal(400, "the Digest credentials are malformed"));
        String name = header.parameter("username").orElse("");
        for (SinkUser user : access.digestUsers()) {
            DigestService.Verdict verdict = user.name().equals(name)
                    ? digest.verify(header, "POST", target, user.password())
                    : DigestService.Verdict.REFUSED;
            if (verdict == DigestService.Verdict.STALE) {
                throw Refusal.expected("the nonce of Digest is used up", challenges(true));
            }
            if (verdict == DigestService.Verdict.ACCEPTED) {
                return name;
            }
        }
        throw unauthorized("wrong user or password");
    }

    private static byte[] decoded(String token, String scheme) throws Refusal {
        try {
            return Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            throw new Refusal(400, "the token of " + scheme + " is not base64");
        }
    }

    private Refusal unauthorized(String reason) {
        return Refusal.unauthorized(reason, challenges());
    }

    /** Returns the refusal of a request without credentials, which clients send first. */
    Refusal firstRequest() {
        return Refusal.expected("no credentials", challenges());
    }

    private List<String> challenges() {
        return challenges(false);
    }

    private List<String> challenges(boolean stale) {
        List<String> challenges = new ArrayList<>();
        if (access.kerberos() != null) {
            challenges.add(KERBEROS);
            challenges.add(NEGOTIATE);
        }
        if (!access.digestUsers().isEmpty()) {
            challenges.add(digest.challenge(stale));
        }
        if (!access.users().isEmpty()) {
            challenges.add("Basic realm=\"" + REALM + "\", charset=\"UTF-8\"");
        }
        return challenges;
    }
}
