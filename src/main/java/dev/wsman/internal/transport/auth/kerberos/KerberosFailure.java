package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import java.security.PrivilegedActionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explains failures of the JDK's Kerberos: what they mean and what to do. */
public final class KerberosFailure {
    /** Hints by the error numbers of RFC 4120 7.5.9, which the JDK appends to its messages, and by texts of the JDK. */
    private static final Map<String, String> HINTS = new LinkedHashMap<>();

    static {
        HINTS.put("(6)", "the KDC does not know the user; check the user's name and realm");
        HINTS.put(
                "(7)",
                "the KDC does not know the server's principal; use the host name under which the computer is registered,"
                        + " not an address or alias, or another service class");
        HINTS.put("(14)", "user and KDC have no encryption type in common");
        HINTS.put("(18)", "the account is locked, disabled or expired");
        HINTS.put("(23)", "the password has expired");
        HINTS.put("(24)", "the password is wrong");
        HINTS.put("(31)", "the password or key is wrong");
        HINTS.put("(32)", "the ticket has expired");
        HINTS.put("(37)", "the clocks of this machine and the KDC are too far apart");
        HINTS.put("Cannot locate KDC", "name the realm's KDC, or a krb5.conf that does");
        HINTS.put("Cannot locate default realm", "name the realm: user@REALM");
        HINTS.put("Unable to obtain Principal Name", "there is no ticket in the cache; run kinit");
        HINTS.put("Unable to obtain password", "the key table is missing, or has no key for the principal");
        HINTS.put("Failed to find any Kerberos tgt", "the Subject holds no ticket-granting ticket");
    }

    /** Account locked, password expired, password wrong (as the KDC or as the JDK reports it). */
    private static final List<String> REFUSALS = List.of("(18)", "(23)", "(24)", "(31)");

    private KerberosFailure() {}

    /** Whether the KDC knows the user and refuses them: the same password would be refused elsewhere too. */
    public static boolean refusesUser(Throwable failure) {
        String text = explain(failure);
        return REFUSALS.stream().anyMatch(text::contains);
    }

    /**
     * Returns the failure to authenticate to a target.
     *
     * @param target the service principal
     */
    static AuthenticationFailedException of(String target, PrivilegedActionException failed) {
        Exception cause = failed.getException();
        return new AuthenticationFailedException("Kerberos: " + target + ": " + explain(cause), cause);
    }

    /** Returns the messages of the JDK, including those of causes, and a hint. */
    static String explain(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            String message = cause.getMessage();
            if (message != null && text.indexOf(message) < 0) {
                text.append(text.length() == 0 ? "" : ": ").append(message);
            }
        }
        return HINTS.entrySet().stream()
                .filter(hint -> text.indexOf(hint.getKey()) >= 0)
                .findFirst()
                .map(hint -> text + " (" + hint.getValue() + ")")
                .orElse(text.toString());
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
