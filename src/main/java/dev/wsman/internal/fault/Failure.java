package dev.wsman.internal.fault;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the layers below the public face: where an exchange failed, and what is known about it. The face
 * turns it into a {@code WsmanException}. Nothing in it may be a secret: whoever throws it passes no credentials, and
 * what came from a server goes through {@link Excerpt}.
 */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where it failed. */
    public enum Stage {
        /** No connection: name, route, refusal, proxy. */
        CONNECT,
        /** The TLS handshake, or the certificate. */
        TLS,
        /** The connection broke while the request was sent. */
        SEND,
        /** The connection broke before the reply was complete. */
        RECEIVE,
        /** No answer in the time that was given. */
        TIMEOUT,
        /** The server, or the proxy, does not accept who we are, or we cannot say it its way. */
        AUTHENTICATION,
        /** Nothing was sent, as it would have gone unencrypted and nobody allowed that. */
        UNENCRYPTED,
        /** An HTTP status that is not success, without a SOAP envelope. */
        HTTP,
        /** A reply that is not what was asked. */
        PROTOCOL,
        /** The reply is larger than was allowed. */
        ENVELOPE_TOO_LARGE,
        /** A SOAP fault. */
        FAULT,
        /** The session is closed. */
        CLOSED,
        /** The calling thread was interrupted. */
        INTERRUPTED
    }

    private final Stage stage;
    private final int httpStatus;
    private final @Nullable ServerFault fault;
    private final @Nullable String excerpt;
    private @Nullable Duration retryAfter;

    private Failure(
            Stage stage,
            String message,
            int httpStatus,
            @Nullable ServerFault fault,
            @Nullable String excerpt,
            @Nullable Throwable cause) {
        super(message, cause);
        this.stage = stage;
        this.httpStatus = httpStatus;
        this.fault = fault;
        this.excerpt = excerpt;
    }

    /** No connection to {@code endpoint}; user information in it is not repeated. */
    public static Failure connect(String endpoint, Throwable cause) {
        return new Failure(
                Stage.CONNECT, "cannot connect to " + Excerpt.endpoint(endpoint) + why(cause), 0, null, null, cause);
    }

    /** The TLS handshake with {@code endpoint} failed. */
    public static Failure tls(String endpoint, Throwable cause) {
        return new Failure(
                Stage.TLS,
                "no trusted TLS connection to " + Excerpt.endpoint(endpoint) + why(cause),
                0,
                null,
                null,
                cause);
    }

    /** The connection broke while sending. */
    public static Failure send(String endpoint, Throwable cause) {
        return new Failure(
                Stage.SEND,
                "the connection to " + Excerpt.endpoint(endpoint) + " broke while the request was sent" + why(cause),
                0,
                null,
                null,
                cause);
    }

    /** The connection broke before the whole reply was read; {@code httpStatus} is 0 where not even that came. */
    public static Failure receive(String endpoint, int httpStatus, Throwable cause) {
        return new Failure(
                Stage.RECEIVE,
                "the connection to " + Excerpt.endpoint(endpoint) + " broke before the reply was complete" + why(cause),
                httpStatus,
                null,
                null,
                cause);
    }

    /**
     * Time ran out here, not at the server.
     *
     * @param waitingFor what was waited for, as words: {@code "a connection"}, {@code "the reply"}, {@code "a free connection"}
     * @param limit the time that was given
     */
    public static Failure timeout(String waitingFor, Duration limit, @Nullable Throwable cause) {
        return new Failure(
                Stage.TIMEOUT,
                "waited " + Excerpt.duration(limit) + " for " + waitingFor + " in vain",
                0,
                null,
                null,
                cause);
    }

    /**
     * The server (401) or the proxy (407) does not accept us.
     *
     * @param tried the scheme that was tried, null where there were no credentials
     * @param offered the schemes it names in its challenges, without parameters
     */
    public static Failure authentication(
            @Nullable String tried, Collection<String> offered, int httpStatus, @Nullable Throwable cause) {
        return refused(httpStatus == 407 ? "the proxy" : "the server", tried, offered, httpStatus, cause);
    }

    private static Failure refused(
            String who, @Nullable String tried, Collection<String> offered, int httpStatus, @Nullable Throwable cause) {
        String did = tried == null
                ? who + " asks for credentials and the session has none"
                : who + " refused the credentials, sent by " + tried;
        boolean another =
                tried != null && !offered.isEmpty() && offered.stream().noneMatch(tried::equalsIgnoreCase);
        String said = another ? who + " does not offer " + tried : did;
        String choice = offered.isEmpty() ? "" : "; it offers " + Excerpt.of(String.join(", ", offered));
        String advice = tried == null || another ? "" : "; check user, domain and password";
        String why = cause == null || another ? advice : "; " + Excerpt.cut(String.valueOf(cause.getMessage()), 1_000);
        return new Failure(Stage.AUTHENTICATION, said + choice + why, httpStatus, null, null, cause);
    }

    /**
     * A proxy does not accept us.
     *
     * @param proxy its host and port
     * @param tried the scheme that was tried, null where there were no credentials for it
     * @param offered the schemes it names in its challenges, without parameters
     */
    public static Failure proxyAuthentication(
            String proxy, @Nullable String tried, Collection<String> offered, int httpStatus) {
        return refused("the proxy " + proxy, tried, offered, httpStatus, null);
    }

    /** Authentication failed on our side or in the exchange of tokens: {@code message} says how, without secrets. */
    public static Failure authentication(String message, int httpStatus, @Nullable Throwable cause) {
        return new Failure(Stage.AUTHENTICATION, message, httpStatus, null, null, cause);
    }

    /**
     * {@code scheme} would hand the password over plain http to {@code endpoint}: Basic to everyone on the way,
     * CredSSP to whatever answers in the server's place. Nothing was sent.
     */
    public static Failure unencrypted(String scheme, String endpoint) {
        return new Failure(
                Stage.UNENCRYPTED,
                scheme + " over plain http would hand user and password to anyone who reads or answers on the way to "
                        + Excerpt.endpoint(endpoint) + "; nothing was sent",
                0,
                null,
                null,
                null);
    }

    /** {@code scheme} would show the password to everyone on the way to a proxy; nothing was sent. */
    public static Failure unencryptedProxy(String scheme, String proxy) {
        return new Failure(
                Stage.UNENCRYPTED,
                scheme + " would show user and password to everyone on the way to the proxy " + proxy
                        + "; nothing was sent",
                0,
                null,
                null,
                null);
    }

    /** A proxy answered CONNECT with a status that is not success; {@code body} is what came with it, of any length. */
    public static Failure proxyRefused(
            String proxy, String endpoint, int httpStatus, @Nullable String reasonPhrase, @Nullable String body) {
        return new Failure(
                Stage.CONNECT,
                "cannot connect to " + Excerpt.endpoint(endpoint) + ": the proxy " + proxy
                        + " answered CONNECT with HTTP " + httpStatus + phrase(reasonPhrase)
                        + Excerpt.content(null, body),
                httpStatus,
                null,
                Excerpt.ofNullable(body),
                null);
    }

    /** An HTTP status without SOAP that came through a proxy, which may have said it itself. */
    public static Failure proxyAnswered(
            String proxy,
            int httpStatus,
            @Nullable String reasonPhrase,
            @Nullable String contentType,
            @Nullable String body) {
        return http("the proxy " + proxy + ", or the server behind it,", httpStatus, reasonPhrase, contentType, body);
    }

    private static String phrase(@Nullable String reasonPhrase) {
        boolean none = reasonPhrase == null || reasonPhrase.isBlank() || reasonPhrase.equals("(null)");
        return none ? "" : " " + Excerpt.of(reasonPhrase);
    }

    /** An HTTP status without SOAP; {@code body} is what came, of any length. */
    public static Failure http(
            int httpStatus, @Nullable String reasonPhrase, @Nullable String contentType, @Nullable String body) {
        return http("the server", httpStatus, reasonPhrase, contentType, body);
    }

    private static Failure http(
            String who,
            int httpStatus,
            @Nullable String reasonPhrase,
            @Nullable String contentType,
            @Nullable String body) {
        return new Failure(
                Stage.HTTP,
                who + " answered HTTP " + httpStatus + phrase(reasonPhrase) + " without SOAP"
                        + Excerpt.content(contentType, body),
                httpStatus,
                null,
                Excerpt.ofNullable(body),
                null);
    }

    /**
     * A reply that is not what was asked.
     *
     * @param expected what should have come, as words: {@code "a SOAP envelope"}
     * @param arrived what came, of any length; null where nothing did
     */
    public static Failure protocol(
            String expected, @Nullable String arrived, int httpStatus, @Nullable Throwable cause) {
        String came = arrived == null || arrived.isBlank() ? "an empty reply" : Excerpt.of(arrived);
        String because = why(cause);
        boolean said = because.isEmpty() || came.contains(because.substring(2));
        return new Failure(
                Stage.PROTOCOL,
                "expected " + expected + " but got " + came + (said ? "" : because),
                httpStatus,
                null,
                Excerpt.ofNullable(arrived),
                cause);
    }

    /** The reply is larger than {@code limit} octets. */
    public static Failure envelopeTooLarge(long limit, int httpStatus) {
        return new Failure(
                Stage.ENVELOPE_TOO_LARGE,
                String.format(Locale.ROOT, "the reply is larger than the %,d octets that were allowed", limit),
                httpStatus,
                null,
                null,
                null);
    }

    /** The server answered with a fault. */
    public static Failure fault(ServerFault fault, int httpStatus) {
        return new Failure(Stage.FAULT, fault.reason(), httpStatus, fault, null, null);
    }

    /** The session was closed, before or during the operation. */
    public static Failure closed() {
        return new Failure(Stage.CLOSED, "the session is closed", 0, null, null, null);
    }

    /** The calling thread was interrupted; whoever throws this has set its interrupt flag again. */
    public static Failure interrupted(@Nullable Throwable cause) {
        return new Failure(Stage.INTERRUPTED, "the thread was interrupted while it waited", 0, null, null, cause);
    }

    private static String why(@Nullable Throwable cause) {
        if (cause == null) {
            return "";
        }
        String message = cause.getMessage();
        return ": " + (message == null || message.isBlank() ? cause.getClass().getSimpleName() : Excerpt.of(message));
    }

    /** Where it failed. */
    public Stage stage() {
        return stage;
    }

    /** The HTTP status of the reply, 0 where none came. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The fault, for {@link Stage#FAULT}. */
    public @Nullable ServerFault fault() {
        return fault;
    }

    /** When the server wants to be asked again, by {@code wsa:RetryAfter} or an HTTP header; null where it does not say. */
    public @Nullable Duration retryAfter() {
        return fault != null && fault.retryAfter() != null ? fault.retryAfter() : retryAfter;
    }

    /**
     * Notes the HTTP header {@code Retry-After} of the reply.
     *
     * @param header its value, seconds or a date (RFC 9110 10.2.3); null where there is none
     * @param date the header {@code Date}: when it was by the server's clock, as few clocks agree; null where there is none
     */
    public Failure retryAfter(@Nullable String header, @Nullable String date) {
        if (header != null) {
            retryAfter = header.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header.strip()))
                    : between(date, header);
        }
        return this;
    }

    private static @Nullable Duration between(@Nullable String from, String to) {
        try {
            Duration wait = from == null ? null : Duration.between(moment(from), moment(to));
            return wait != null && wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static OffsetDateTime moment(String date) {
        return OffsetDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    /** What arrived, cut, for {@link Stage#HTTP} and {@link Stage#PROTOCOL}. */
    public @Nullable String excerpt() {
        return excerpt;
    }
}
