package dev.wsman.internal.transport.auth;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the values of {@code WWW-Authenticate}, {@code Proxy-Authenticate} and {@code Authentication-Info} (RFC 9110
 * 11.6.1): several headers, or several challenges in one header. Skips text that is not a challenge up to the next
 * comma; never fails.
 *
 * <pre>
 * Negotiate, Basic realm="WSMAN"               Negotiate | Basic {realm=WSMAN}
 * Digest realm="x", nonce="n,1", NTLM          Digest {realm=x, nonce=n,1} | NTLM
 * Negotiate oYG2MIGzoAMKAQE=                   Negotiate with the token68 oYG2MIGzoAMKAQE=
 * Basic realm=x                                Basic {realm=x}: no token68, since text follows the equals sign
 * </pre>
 */
public final class ChallengeParser {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final String TOKEN68_MARKS = "-._~+/";
    /** How many challenges, and how many parameters of one, are kept: one header can contain thousands of them. */
    private static final int MAXIMUM = 100;

    private final String text;
    private int at;

    private ChallengeParser(String text) {
        this.text = text;
    }

    /** Parses the challenges of all header values, in order, up to a hundred. */
    public static List<Challenge> parse(List<String> headerValues) {
        List<Challenge> challenges = new ArrayList<>();
        for (String value : headerValues) {
            new ChallengeParser(value).readInto(challenges);
        }
        return List.copyOf(challenges);
    }

    /**
     * Parses the parameters of a header without a scheme, such as {@code Authentication-Info}. Names are in lower
     * case.
     */
    public static Map<String, String> parameters(String headerValue) {
        ChallengeParser reader = new ChallengeParser(headerValue);
        Map<String, String> parameters = new LinkedHashMap<>();
        while (reader.skipSeparators()) {
            if (!reader.readParameter(parameters)) {
                reader.skipToComma();
            }
        }
        return parameters;
    }

    /** Returns the first challenge of the scheme. */
    public static Optional<Challenge> first(List<Challenge> challenges, String scheme) {
        for (Challenge challenge : challenges) {
            if (challenge.is(scheme)) {
                return Optional.of(challenge);
            }
        }
        return Optional.empty();
    }

    /**
     * Decodes the token of a challenge, for {@link SecurityContext#step}; empty if the challenge has none.
     *
     * @throws AuthenticationFailedException if the token is not base64
     */
    public static byte[] token(Challenge challenge) throws AuthenticationFailedException {
        String token = challenge.token68();
        if (token == null) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            throw new AuthenticationFailedException(
                    challenge.scheme() + ": the server's token is not base64", notBase64);
        }
    }

    private void readInto(List<Challenge> challenges) {
        while (challenges.size() < MAXIMUM && skipSeparators()) {
            String scheme = readToken();
            if (scheme.isEmpty()) {
                skipToComma();
            } else {
                challenges.add(readChallenge(scheme));
            }
        }
    }

    private Challenge readChallenge(String scheme) {
        skipSpaces();
        String token68 = readToken68();
        if (token68 != null) {
            return new Challenge(scheme, token68, Map.of());
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean more = true;
        while (more && readParameter(parameters)) {
            int end = at;
            more = skipSeparators() && parameterFollows();
            if (!more) {
                at = end;
            }
        }
        return new Challenge(scheme, null, parameters);
    }

    private boolean parameterFollows() {
        int start = at;
        boolean follows = !readToken().isEmpty() && skipSpaces() && text.charAt(at) == '=';
        at = start;
        return follows;
    }

    /**
     * Reads a token68, which extends to the next comma; null if there is none. {@code realm=x} is not a token68, since
     * more than padding follows the equals sign.
     */
    private @Nullable String readToken68() {
        int start = at;
        while (at < text.length() && (isAlphanumeric(text.charAt(at)) || TOKEN68_MARKS.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        boolean hasCharacters = at > start;
        while (at < text.length() && text.charAt(at) == '=') {
            at++;
        }
        String token = text.substring(start, at);
        if (hasCharacters && (!skipSpaces() || text.charAt(at) == ',')) {
            return token;
        }
        at = start;
        return null;
    }

    private boolean readParameter(Map<String, String> parameters) {
        int start = at;
        String name = readToken();
        if (name.isEmpty() || !skipSpaces() || text.charAt(at) != '=') {
            at = start;
            return false;
        }
        at++;
        String value = skipSpaces() && text.charAt(at) == '"' ? readQuoted() : readValue();
        if (parameters.size() < MAXIMUM) {
            parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
        }
        return true;
    }

    private String readQuoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        at = Math.min(at + 1, text.length());
        return value.toString();
    }

    /** Reads an unquoted value up to a comma or a space: servers put more than token characters there. */
    private String readValue() {
        int start = at;
        while (at < text.length() && ", \t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String readToken() {
        int start = at;
        while (at < text.length() && (isAlphanumeric(text.charAt(at)) || TOKEN_MARKS.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean skipSpaces() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length();
    }

    private boolean skipSeparators() {
        while (skipSpaces() && text.charAt(at) == ',') {
            at++;
        }
        return at < text.length();
    }

    private void skipToComma() {
        while (at < text.length() && text.charAt(at) != ',') {
            at++;
        }
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
