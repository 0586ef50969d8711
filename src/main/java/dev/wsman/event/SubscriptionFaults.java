package dev.wsman.event;

import dev.wsman.WsmanError;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;

/** Recognizes the failures that a subscription survives. */
final class SubscriptionFaults {
    /** ERROR_EVT_QUERY_RESULT_STALE and ERROR_EVT_QUERY_RESULT_INVALID_POSITION. */
    private static final Set<Long> POSITION_LOST = Set.of(15011L, 15012L);
    /**
     * The subscription was closed by the service or cancelled by the source; the operation was aborted, because the
     * service stops; the object of the request does not exist.
     */
    private static final Set<Long> GONE = Set.of(2150858907L, 2150858910L, 995L, 2150858843L);
    /** As {@link #GONE}, without an operation that was aborted. */
    private static final Set<Long> ENDED = Set.of(2150858907L, 2150858910L, 2150858843L);
    /** ERROR_WSMAN_QUOTA_MAX_OPERATIONS: too many operations of this user wait at the same time. */
    private static final long MAX_OPERATIONS = 2150859174L;
    /** ERROR_INVALID_DATA: a value does not have the type as which it is read. */
    private static final long INVALID_DATA = 13;

    private static final int MOST_CAUSES = 20;

    private static final Set<Kind> SUBSCRIPTION_GONE =
            EnumSet.of(Kind.INVALID_ENUMERATION_CONTEXT, Kind.DESTINATION_UNREACHABLE, Kind.INVALID_BOOKMARK);
    private static final Set<Kind> TEMPORARY = EnumSet.of(
            Kind.CONNECTION,
            Kind.TLS,
            Kind.CLIENT_TIMED_OUT,
            Kind.TIMED_OUT,
            Kind.HTTP,
            Kind.PROTOCOL,
            Kind.CONCURRENCY,
            Kind.ENDPOINT_UNAVAILABLE,
            Kind.EVENT_SOURCE_UNABLE_TO_PROCESS,
            Kind.INTERNAL_ERROR,
            Kind.INVALID_ENUMERATION_CONTEXT,
            Kind.DESTINATION_UNREACHABLE,
            Kind.QUOTA_LIMIT,
            Kind.OTHER);

    private SubscriptionFaults() {}

    /** Returns whether the source does not know the position of a bookmark any more. */
    static boolean isPositionLost(WsmanException failure) {
        return failure instanceof WsmanFaultException
                && (failure.error().kind() == Kind.INVALID_BOOKMARK || hasCode(failure.error(), POSITION_LOST));
    }

    /** Returns whether the fault reports that a subscription cannot be pulled any more. */
    static boolean isGone(WsmanException failure) {
        return failure instanceof WsmanFaultException
                && (SUBSCRIPTION_GONE.contains(failure.error().kind())
                        || hasCode(failure.error(), GONE)
                        || hasCode(failure.error(), POSITION_LOST));
    }

    /**
     * Returns whether such a fault reports that the server has ended the subscription. After the others, for example an
     * unknown context, the server may still have it.
     */
    static boolean isEnded(WsmanException failure) {
        return failure.error().kind() == Kind.DESTINATION_UNREACHABLE || hasCode(failure.error(), ENDED);
    }

    /** Returns whether the server did not process the request because of a quota that passes. */
    static boolean isQuota(WsmanException failure) {
        return failure.error().kind() == Kind.QUOTA_LIMIT || hasCode(failure.error(), Set.of(MAX_OPERATIONS));
    }

    /** Returns whether the reply is, or would be, larger than an envelope may be. */
    static boolean isTooLarge(WsmanException failure) {
        return failure.error().kind() == Kind.ENCODING_LIMIT;
    }

    /** Returns whether the server replied, so that the events of a reply cannot be lost. */
    static boolean isFault(WsmanException failure) {
        return failure instanceof WsmanFaultException || failure.error().kind() == Kind.TIMED_OUT;
    }

    /** Returns whether the server does not have Renew at all. */
    static boolean isRenewMissing(WsmanException failure) {
        Kind kind = failure.error().kind();
        return kind == Kind.ACTION_NOT_SUPPORTED || kind == Kind.UNSUPPORTED_FEATURE;
    }

    /** Returns whether the server rejects Subscribe because it has no bookmarks (DSP0226 clause 10.2.6). */
    static boolean isWithoutBookmarks(WsmanException failure) {
        return failure.error().kind() == Kind.UNSUPPORTED_FEATURE
                && failure.error().detail().toString().contains("/Bookmarks");
    }

    /** Returns whether the same, or a new subscription, may succeed later. */
    static boolean isTemporary(WsmanException failure) {
        WsmanError error = failure.error();
        if (isPositionLost(failure)) {
            return error.operation().filter("Pull"::equals).isPresent(); // a Subscribe would be rejected again
        }
        boolean unreadable = error.kind() == Kind.PROTOCOL && error.nativeCode().orElse(0) == INVALID_DATA;
        boolean untrusted = error.kind() == Kind.TLS && isCausedByCertificate(failure);
        return (TEMPORARY.contains(error.kind()) && !unreadable && !untrusted) || isGone(failure) || isQuota(failure);
    }

    /** Returns whether a certificate is not trusted; a handshake that the server aborted may succeed later. */
    private static boolean isCausedByCertificate(WsmanException failure) {
        Throwable cause = failure.getCause();
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof GeneralSecurityException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean hasCode(WsmanError error, Set<Long> codes) {
        return codes.contains(error.nativeCode().orElse(-1))
                || codes.contains(error.providerCode().orElse(-1));
    }
}
