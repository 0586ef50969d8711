package dev.wsman.kafka.internal.work;

import dev.wsman.WsmanError;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSException;

/**
 * Why a host cannot be read.
 *
 * @param cause the failure
 */
public record HostFailure(RuntimeException cause) {
    /** ERROR_EVT_QUERY_RESULT_STALE and ERROR_EVT_QUERY_RESULT_INVALID_POSITION. */
    private static final Set<Long> POSITION_LOST = Set.of(15011L, 15012L);

    /** The operations whose replies have events or instances. */
    private static final Set<String> READING = Set.of("Enumerate", "Pull");

    private static final int UNAUTHORIZED = 401;
    private static final int MOST_CAUSES = 20;

    /**
     * RFC 4120 7.5.9, as the JDK appends them to messages: the user is not known, locked or expired; the password has
     * expired or is wrong; the key is wrong.
     */
    private static final Pattern REFUSED_BY_KDC = Pattern.compile("\\((6|18|23|24|31)\\)");

    private Optional<WsmanError> error() {
        return cause instanceof WsmanException failure ? Optional.of(failure.error()) : Optional.empty();
    }

    private boolean is(Kind kind) {
        return error().filter(error -> error.kind() == kind).isPresent();
    }

    /**
     * Returns whether the host or the KDC has refused the user, so that a further attempt may lock the account. Not if
     * the KDC does not reply, the clocks differ, a proxy wants a login, or nothing was sent because it would not be
     * encrypted: these pass, or do no harm.
     */
    public boolean isLogin() {
        if (!is(Kind.AUTHENTICATION)) {
            return false;
        }
        Optional<String> kerberos = kerberosProblem();
        if (kerberos.isPresent()) {
            return REFUSED_BY_KDC.matcher(kerberos.get()).find();
        }
        return cause instanceof WsmanFaultException
                || error().map(WsmanError::httpStatus)
                        .filter(status -> status == UNAUTHORIZED)
                        .isPresent();
    }

    /** Returns what the JDK's Kerberos reports, if the failure is one of Kerberos alone and not of NTLM after it. */
    private Optional<String> kerberosProblem() {
        return error().map(WsmanError::reason)
                .filter(reason -> reason.startsWith("Kerberos: "))
                .filter(reason -> Stream.<Throwable>iterate(cause, next -> next != null, Throwable::getCause)
                        .limit(MOST_CAUSES)
                        .anyMatch(next -> next instanceof LoginException || next instanceof GSSException));
    }

    /** Returns whether the user does not have the right to read this. */
    public boolean isAccess() {
        return is(Kind.ACCESS_DENIED);
    }

    /** Returns whether the thread was interrupted. */
    public boolean isInterrupt() {
        return is(Kind.INTERRUPTED);
    }

    /** Returns whether the host does not know the position of the bookmark any more. */
    public boolean isPositionLost() {
        if (!(cause instanceof WsmanFaultException failure)) {
            return false;
        }
        WsmanError error = failure.error();
        return error.kind() == Kind.INVALID_BOOKMARK
                || POSITION_LOST.contains(error.nativeCode().orElse(-1))
                || POSITION_LOST.contains(error.providerCode().orElse(-1));
    }

    /** Returns whether the events or instances that were requested are larger than a reply may be. */
    public boolean isReplyTooLarge() {
        return is(Kind.ENCODING_LIMIT)
                && error().flatMap(WsmanError::operation)
                        .filter(READING::contains)
                        .isPresent();
    }

    /** Returns whether the failure is an error of this program, and not one of the host, network or configuration. */
    public boolean isDefect() {
        return !(cause instanceof WsmanException || cause instanceof UnusableReplyException);
    }

    /** Returns how long the host asks to wait. */
    public Duration retryAfter() {
        return error().flatMap(WsmanError::retryAfter).orElse(Duration.ZERO);
    }

    /** Returns what is the same for failures with the same reason. */
    public String kind() {
        return error().map(error -> error.kind() + " " + error.nativeCode().orElse(0) + " "
                        + error.providerCode().orElse(0))
                .orElseGet(() -> cause.getClass().getName());
    }

    /** Returns the reason with what to do about it. */
    public String message() {
        return isDefect() ? cause.toString() : String.valueOf(cause.getMessage());
    }
}
