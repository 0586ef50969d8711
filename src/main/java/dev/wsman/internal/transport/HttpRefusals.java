package dev.wsman.internal.transport;

import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.ExchangeException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Explains an HTTP status that is not success and came without SOAP, using the request that was sent. Thread-safe. */
final class HttpRefusals {
    /** The texts of nginx, Apache, Go, Tomcat, IIS and others for plain http on a TLS port. */
    private static final Pattern WANTS_TLS = Pattern.compile("(?i)plain http request was sent to https"
            + "|http request to an? (https|ssl|tls)"
            + "|plain http to an? (ssl|tls|https)"
            + "|requires? (the use of )?(tls|ssl|https)"
            + "|secured with (secure sockets layer|ssl|tls)"
            + "|(must|please|should) use https"
            + "|https is required");

    private final EndpointAddress address;
    private final String scheme;

    /**
     * Explains the refusals of one server.
     *
     * @param scheme the authentication scheme of the session; empty for none
     */
    HttpRefusals(EndpointAddress address, String scheme) {
        this.address = address;
        this.scheme = scheme;
    }

    /**
     * The failure of a request that was refused for its credentials. A 407 here comes from a proxy that the session
     * does not know: {@link HttpConnection} answers the 407 of the session's own proxy.
     */
    ExchangeException unauthorized(ResponseHead head) {
        String tried = head.status() == 407 ? "" : scheme;
        return ExchangeException.authentication(
                tried.isEmpty() ? null : tried, head.schemesOffered(), head.status(), null);
    }

    /**
     * The sizes of a request.
     *
     * @param envelope the length of the envelope in bytes; 0 for a request without one
     * @param length the length of the body on the wire in bytes, encrypted or not
     * @param encrypted whether it was encrypted
     */
    record Sent(long envelope, long length, boolean encrypted) {
        static final Sent NOTHING = new Sent(0, 0, false);
    }

    /**
     * Returns the failure that a response means.
     *
     * @param arrived the beginning of its body, which is not SOAP
     */
    ExchangeException of(ResponseHead head, @Nullable String contentType, String arrived, Sent sent) {
        int status = head.status();
        if (wantsTls(head, arrived)) {
            return failure(head, contentType, arrived, "the port wants https and was sent plain http: ", "")
                    .advice(Advice.TLS_PORT);
        }
        boolean empty = arrived.isBlank();
        if (status == 413 && sent.envelope() > 0) {
            return failure(head, contentType, arrived, "", size(sent));
        }
        if (status == 500 && empty && sent.envelope() > 0 && !head.keepsAlive()) {
            return failure(head, contentType, arrived, "", ended(sent)).advice(Advice.UNENCRYPTED_OR_TOO_LONG);
        }
        if (status == 400 && empty && sent.encrypted()) {
            String how = " to an encrypted message on a connection that was authenticated for it";
            return failure(head, contentType, arrived, "", how).advice(Advice.NOT_DECRYPTED);
        }
        return failure(head, contentType, arrived, "", "");
    }

    private static ExchangeException failure(
            ResponseHead head, @Nullable String contentType, String arrived, String reason, String circumstances) {
        return ExchangeException.http(reason, head.status(), head.reasonPhrase(), circumstances, contentType, arrived);
    }

    private boolean wantsTls(ResponseHead head, String arrived) {
        if (address.https()) {
            return false;
        }
        String location = head.header("Location");
        boolean sentThere = head.status() / 100 == 3
                && location != null
                && location.strip().toLowerCase(Locale.ROOT).startsWith("https:");
        return sentThere
                || head.status() == 426
                || head.status() / 100 == 4 && WANTS_TLS.matcher(arrived).find();
    }

    private static String size(Sent sent) {
        String wire = sent.encrypted() ? String.format(Locale.ROOT, " (%,d bytes encrypted)", sent.length()) : "";
        return String.format(Locale.ROOT, " to a request of %,d bytes%s", sent.envelope(), wire);
    }

    private static String ended(Sent sent) {
        return String.format(
                Locale.ROOT,
                " and closed the connection, to %s request of %,d bytes: unencrypted messages are not allowed"
                        + " (AllowUnencrypted=false), or the request, or a command line in it, is too long",
                sent.encrypted() ? "an encrypted" : "an unencrypted",
                sent.envelope());
    }
}
