package dev.wsman.internal.fault;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Messages about authentication. Parts from outside are {@linkplain MarkedText marked}. */
final class AuthenticationMessages {
    private static final int LONGEST_CAUSE = 1_000;

    private AuthenticationMessages() {}

    /**
     * Describes a refusal by the server or a proxy.
     *
     * @param refuser {@code "the server"} or {@code "the proxy host:port"}
     * @param tried the scheme that was used, null if there were no credentials
     * @param offered the schemes in its challenges
     */
    static String refused(
            String refuser, @Nullable String tried, Collection<String> offered, @Nullable Throwable cause) {
        if (tried == null) {
            return refuser + " asks for credentials and the session has none" + offer(offered) + detail(cause, "");
        }
        return isNotOffered(tried, offered)
                ? refuser + " does not offer " + tried + offer(offered)
                : refuser + " refused the credentials, sent by " + tried + offer(offered)
                        + detail(cause, "; check user, domain and password");
    }

    /** Returns whether schemes are offered, but not the one that was tried. */
    static boolean isNotOffered(@Nullable String tried, Collection<String> offered) {
        return tried != null && !offered.isEmpty() && offered.stream().noneMatch(tried::equalsIgnoreCase);
    }

    private static String offer(Collection<String> schemes) {
        return schemes.isEmpty() ? "" : "; it offers " + list(schemes);
    }

    private static String detail(@Nullable Throwable cause, String unlessKnown) {
        return cause == null ? unlessKnown : "; " + Excerpt.cut(String.valueOf(cause.getMessage()), LONGEST_CAUSE);
    }

    static String withOffer(@Nullable String message, Collection<String> schemes) {
        return message + "; the server offers " + list(schemes);
    }

    private static String list(Collection<String> schemes) {
        return MarkedText.excerpt(String.join(", ", schemes));
    }

    static String unencrypted(String scheme, String endpoint) {
        return scheme
                + " over plain http would hand user and password to anyone who can read or redirect the traffic to "
                + Excerpt.endpoint(endpoint) + "; nothing was sent";
    }

    static String unencryptedProxy(String scheme, String proxy) {
        return scheme + " would show user and password to everyone on the way to the proxy " + proxy
                + "; nothing was sent";
    }
}
