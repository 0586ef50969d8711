package dev.wsman.internal.transport;

import dev.wsman.internal.redaction.SecretValueMasker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets of one session: the passwords of its credentials, and the latest tokens and Digest responses that it
 * sent to the server and to the proxy. Masks them in texts from either peer before those become an error or a line of
 * a log. Thread-safe.
 */
final class SentSecrets {
    private static final int MOST_TOKENS = 64;
    /** The characters that are kept of a token; the rest is masked with its beginning. */
    private static final int BEGINNING = 64;

    /** A shorter text after the scheme is not a token. */
    private static final int LEAST = 8;

    private static final Pattern RESPONSE = Pattern.compile("[ ,]response=\"([^\"]+)\"");

    private final List<Authentication> logins;
    private final Deque<String> tokens = new ArrayDeque<>();
    private final Deque<String> responses = new ArrayDeque<>();

    SentSecrets(Authentication server, Authentication proxy) {
        logins = List.of(server, proxy);
    }

    /** Records the value of a header that was sent; the value of Basic is known already. */
    void sent(String authorization) {
        if (authorization.startsWith("Digest ") && sentDigest(authorization)) {
            return;
        }
        if (!authorization.startsWith("Basic ")) {
            int start = tokenStart(authorization);
            if (isToken(authorization, start)) {
                remember(tokens, authorization.substring(start, Math.min(start + BEGINNING, authorization.length())));
            }
        }
    }

    private boolean sentDigest(String authorization) {
        Matcher response = RESPONSE.matcher(authorization);
        boolean found = response.find();
        if (found) {
            remember(responses, response.group(1));
        }
        return found;
    }

    /** The index after the scheme, which is letters, and the spaces that follow it; the length if either is missing. */
    private static int tokenStart(String authorization) {
        int scheme = 0;
        while (scheme < authorization.length() && isLetter(authorization.charAt(scheme))) {
            scheme++;
        }
        int start = scheme;
        while (start < authorization.length() && authorization.charAt(start) == ' ') {
            start++;
        }
        return scheme > 0 && start > scheme ? start : authorization.length();
    }

    /** Whether the rest of the header is one token in base64. */
    private static boolean isToken(String authorization, int start) {
        int at = start;
        while (at < authorization.length() && isBase64(authorization.charAt(at))) {
            at++;
        }
        return at == authorization.length() && at - start >= LEAST;
    }

    private static boolean isBase64(char c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=';
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private synchronized void remember(Deque<String> latest, String value) {
        latest.addFirst(value);
        if (latest.size() > MOST_TOKENS) {
            latest.removeLast();
        }
    }

    /**
     * Returns the text with each secret masked. After the session was closed and its passwords were wiped, the whole
     * text is masked.
     */
    String maskedIn(String text) {
        if (text.isBlank()) {
            return text;
        }
        try (SecretValueMasker masker = new SecretValueMasker()) {
            for (Authentication login : logins) {
                login.addSecrets(masker);
            }
            addTokens(masker);
            return masker.of(text);
        } catch (IllegalStateException closed) {
            return SecretValueMasker.MASK;
        }
    }

    private synchronized void addTokens(SecretValueMasker masker) {
        tokens.forEach(masker::beginning);
        responses.forEach(response -> masker.value(response.toCharArray(), 0));
    }

    /** The number of recorded tokens; no secret. */
    @Override
    public synchronized String toString() {
        return "SentSecrets[" + (tokens.size() + responses.size()) + " tokens]";
    }
}
