package dev.wsman.internal.transport.auth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One challenge of a {@code WWW-Authenticate} or {@code Proxy-Authenticate} header (RFC 9110 11.6.1): a scheme with a
 * token68, with parameters, or alone. Parameter names are in lower case; quoted values are unquoted.
 */
public record Challenge(String scheme, @Nullable String token68, Map<String, String> parameters) {
    public Challenge {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Whether the challenge has that scheme; ignores case. */
    public boolean is(String name) {
        return scheme.equalsIgnoreCase(name);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The scheme and the names of its parameters, without tokens, nonces and other values. */
    @Override
    public String toString() {
        return scheme + (token68 == null ? "" : " (token)") + (parameters.isEmpty() ? "" : " " + parameters.keySet());
    }
}
