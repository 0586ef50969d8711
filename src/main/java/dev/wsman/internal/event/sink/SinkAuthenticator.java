package dev.wsman.internal.event.sink;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who sent a request. Thread-safe. */
final class SinkAuthenticator {
    private static final String BASIC = "Basic";

    private final SinkAccess access;
    private final boolean certificates;

    SinkAuthenticator(SinkSettings settings) {
        this.access = settings.access();
        this.certificates = settings.tls() != null && settings.tls().certificates();
    }

    /**
     * The sender of a request.
     *
     * @param principal null if the sender is known by a certificate, or not known
     */
    record Sender(@Nullable String principal) {}

    /**
     * Authenticates a request.
     *
     * @param authorization the header; null if there is none
     * @throws Refusal if nothing proves who the sender is
     */
    Sender authenticate(SinkConnection connection, @Nullable String authorization) throws Refusal {
        Optional<String> basic = token(authorization, BASIC);
        if (basic.isPresent() && !access.users().isEmpty()) {
            return new Sender(user(basic.get()));
        }
        boolean trusted = certificates && !connection.certificates().isEmpty();
        if (trusted || access.anonymous()) {
            return new Sender(null);
        }
        throw Refusal.unauthorized(
                authorization == null ? "no credentials" : "credentials of an unknown scheme", challenges());
    }

    /** Returns the part of an Authorization header after a scheme. */
    private static Optional<String> token(@Nullable String authorization, String scheme) {
        return authorization != null && authorization.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1)
                ? Optional.of(authorization.substring(scheme.length()).strip())
                : Optional.empty();
    }

    private String user(String token) throws Refusal {
        byte[] userAndPassword;
        try {
            userAndPassword = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            throw new Refusal(400, "the Basic credentials are not base64");
        }
        SinkUser found = null;
        for (SinkUser user : access.users()) {
            found = user.matches(userAndPassword) ? user : found;
        }
        if (found == null) {
            throw Refusal.unauthorized("wrong user or password", challenges());
        }
        return found.name();
    }

    private List<String> challenges() {
        List<String> challenges = new ArrayList<>();
        if (!access.users().isEmpty()) {
            challenges.add("Basic realm=\"WSMAN\", charset=\"UTF-8\"");
        }
        return challenges;
    }
}
