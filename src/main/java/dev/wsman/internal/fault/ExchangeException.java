package dev.wsman.internal.fault;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the layers below the public face: where an exchange failed, and what is known about it. The face
 * turns it into a {@code WsmanException}. The code that throws it passes no credentials, and what came from a server
 * goes through {@link Excerpt}. The message keeps track of its parts that came from outside: before a user sees it,
 * {@link #withoutSecrets} removes from them what a server or a proxy echoed of the session's secrets.
 */
public final class ExchangeException extends RuntimeException {

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
        /** A value in a reply that is not of the type it is to be read as. */
        VALUE,
        /** The reply is larger than was allowed. */
        ENVELOPE_TOO_LARGE,
        /** A SOAP fault. */
        FAULT,
        /** The session is closed. */
        CLOSED,
        /** The calling thread was interrupted. */
        INTERRUPTED
    }

    // Noncharacters that enclose what came from outside; Excerpt lets none of them through.
    private static final char OPEN = '\ufdd0';
    private static final char CLOSE = '\ufdd1';

    private static final int DEEPEST_CAUSE = 20;

    private final Stage stage;
    private final String marked;
    private final int httpStatus;
    private final @Nullable ServerFault fault;
    private final @Nullable String excerpt;
    private @Nullable Duration retryAfter;
    private @Nullable Advice advice;

    private ExchangeException(
            Stage stage,
            String message,
            int httpStatus,
            @Nullable ServerFault fault,
            @Nullable String excerpt,
            @Nullable Throwable cause) {
        super(message.replace(String.valueOf(OPEN), "").replace(String.valueOf(CLOSE), ""), cause);
        this.stage = stage;
        this.marked = message;
        this.httpStatus = httpStatus;
        this.fault = fault;
        this.excerpt = excerpt;
    }

    /** No connection to {@code endpoint}; user information in it is not repeated. */
    public static ExchangeException connect(String endpoint, Throwable cause) {
        return new ExchangeException(
                Stage.CONNECT, "cannot connect to " + Excerpt.endpoint(endpoint) + why(cause), 0, null, null, cause);
    }

    /** The TLS handshake with {@code endpoint} failed. */
    public static ExchangeException tls(String endpoint, Throwable cause) {
        return new ExchangeException(
                Stage.TLS,
                "no trusted TLS connection to " + Excerpt.endpoint(endpoint) + why(cause),
                0,
                null,
                null,
                cause);
    }

    /**
     * The certificate of {@code endpoint} is not trusted.
     *
     * @param fingerprint its SHA-256 fingerprint; null if it is not known
     */
    public static ExchangeException untrusted(String endpoint, Throwable cause, @Nullable String fingerprint) {
        Throwable deepest = cause;
        for (int i = 0; i < DEEPEST_CAUSE && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        String pin = fingerprint == null ? "" : "; to trust this one: certificateFingerprint(\"" + fingerprint + "\")";
        String message = "no trusted TLS connection to " + Excerpt.endpoint(endpoint) + why(deepest) + pin;
        return new ExchangeException(Stage.TLS, message, 0, null, null, cause);
    }

    /** Plain http came back from {@code endpoint} where a TLS handshake was begun. */
    public static ExchangeException plainAnswer(String endpoint, Throwable cause) {
        String message =
                "the port speaks plain http, not TLS: no TLS connection to " + Excerpt.endpoint(endpoint) + why(cause);
        return new ExchangeException(Stage.TLS, message, 0, null, null, cause).advice(Advice.PLAIN_PORT);
    }

    /** TLS came back from {@code endpoint} where plain http was sent. */
    public static ExchangeException tlsAnswer(String endpoint) {
        String message =
                "the port speaks TLS and was sent plain http: no HTTP reply from " + Excerpt.endpoint(endpoint);
        return new ExchangeException(Stage.PROTOCOL, message, 0, null, null, null).advice(Advice.TLS_PORT);
    }

    /** The connection broke while sending. */
    public static ExchangeException send(String endpoint, Throwable cause) {
        return new ExchangeException(
                Stage.SEND,
                "the connection to " + Excerpt.endpoint(endpoint) + " broke while the request was sent" + why(cause),
                0,
                null,
                null,
                cause);
    }

    /** The connection broke before the whole reply was read; {@code httpStatus} is 0 where not even that came. */
    public static ExchangeException receive(String endpoint, int httpStatus, Throwable cause) {
        return new ExchangeException(
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
    public static ExchangeException timeout(String waitingFor, Duration limit, @Nullable Throwable cause) {
        return new ExchangeException(
                Stage.TIMEOUT,
                "waited " + Excerpt.duration(limit) + " for " + waitingFor + " in vain",
                0,
                null,
                null,
                cause);
    }

    /**
     * Time ran out here, while other operations held all connections.
     *
     * @param most how many there are
     * @param limit the time that was given
     */
    public static ExchangeException poolUsedUp(int most, Duration limit) {
        String message = "none of the session's connections (maxConnections is " + most + ") became free within "
                + Excerpt.duration(limit);
        return new ExchangeException(Stage.TIMEOUT, message, 0, null, null, null).advice(Advice.POOL_USED_UP);
    }

    /**
     * The server (401) or the proxy (407) does not accept us.
     *
     * @param tried the scheme that was tried, null where there were no credentials
     * @param offered the schemes it names in its challenges, without parameters
     */
    public static ExchangeException authentication(
            @Nullable String tried, Collection<String> offered, int httpStatus, @Nullable Throwable cause) {
        return refused(httpStatus == 407 ? "the proxy" : "the server", tried, offered, httpStatus, cause);
    }

    private static ExchangeException refused(
            String who, @Nullable String tried, Collection<String> offered, int httpStatus, @Nullable Throwable cause) {
        String did = tried == null
                ? who + " asks for credentials and the session has none"
                : who + " refused the credentials, sent by " + tried;
        boolean another =
                tried != null && !offered.isEmpty() && offered.stream().noneMatch(tried::equalsIgnoreCase);
        String said = another ? who + " does not offer " + tried : did;
        String choice = offered.isEmpty() ? "" : "; it offers " + outside(String.join(", ", offered));
        String advice = tried == null || another ? "" : "; check user, domain and password";
        String why = cause == null || another ? advice : "; " + Excerpt.cut(String.valueOf(cause.getMessage()), 1_000);
        ExchangeException failure = new ExchangeException(
                Stage.AUTHENTICATION, said + choice + why, httpStatus, null, null, another ? null : cause);
        return another ? failure.advice(Advice.SCHEME_NOT_OFFERED) : failure;
    }

    /**
     * A proxy does not accept us.
     *
     * @param proxy its host and port
     * @param tried the scheme that was tried, null where there were no credentials for it
     * @param offered the schemes it names in its challenges, without parameters
     */
    public static ExchangeException proxyAuthentication(
            String proxy, @Nullable String tried, Collection<String> offered, int httpStatus) {
        return refused("the proxy " + proxy, tried, offered, httpStatus, null);
    }

    /** Authentication failed on our side or in the exchange of tokens: {@code message} says how, without secrets. */
    public static ExchangeException authentication(String message, int httpStatus, @Nullable Throwable cause) {
        return new ExchangeException(Stage.AUTHENTICATION, message, httpStatus, null, null, cause);
    }

    /** The same where the server offers schemes, which are named after the message. */
    public static ExchangeException authentication(
            @Nullable String message, int httpStatus, Collection<String> offered, Exception cause) {
        String said = message + "; the server offers " + outside(String.join(", ", offered));
        return new ExchangeException(Stage.AUTHENTICATION, said, httpStatus, null, null, cause);
    }

    /**
     * {@code scheme} would hand the password over plain http to {@code endpoint}: Basic to everyone on the way,
     * CredSSP to whatever answers in the server's place. Nothing was sent.
     */
    public static ExchangeException unencrypted(String scheme, String endpoint) {
        return new ExchangeException(
                Stage.UNENCRYPTED,
                scheme + " over plain http would hand user and password to anyone who reads or answers on the way to "
                        + Excerpt.endpoint(endpoint) + "; nothing was sent",
                0,
                null,
                null,
                null);
    }

    /** {@code scheme} would show the password to everyone on the way to a proxy; nothing was sent. */
    public static ExchangeException unencryptedProxy(String scheme, String proxy) {
        return new ExchangeException(
                Stage.UNENCRYPTED,
                scheme + " would show user and password to everyone on the way to the proxy " + proxy
                        + "; nothing was sent",
                0,
                null,
                null,
                null);
    }

    /** A proxy answered CONNECT with a status that is not success; {@code body} is what came with it, of any length. */
    public static ExchangeException proxyRefused(
            String proxy, String endpoint, int httpStatus, @Nullable String reasonPhrase, @Nullable String body) {
        return new ExchangeException(
                Stage.CONNECT,
                "cannot connect to " + Excerpt.endpoint(endpoint) + ": the proxy " + proxy
                        + " answered CONNECT with HTTP " + httpStatus + phrase(reasonPhrase)
                        + content(null, body),
                httpStatus,
                null,
                Excerpt.ofNullable(body),
                null);
    }

    /** An HTTP status without SOAP that came through a proxy, which may have said it itself. */
    public static ExchangeException proxyAnswered(
            String proxy,
            int httpStatus,
            @Nullable String reasonPhrase,
            @Nullable String contentType,
            @Nullable String body) {
        String who = "the proxy " + proxy + ", or the server behind it,";
        return answered(who, httpStatus, reasonPhrase, "", contentType, body);
    }

    private static String phrase(@Nullable String reasonPhrase) {
        boolean none = reasonPhrase == null || reasonPhrase.isBlank() || reasonPhrase.equals("(null)");
        return none ? "" : " " + outside(reasonPhrase);
    }

    private static String content(@Nullable String contentType, @Nullable String body) {
        if (body == null || body.isBlank()) {
            return " (empty body)";
        }
        String type = contentType == null ? "" : " (" + enclosed(Excerpt.cut(contentType, 80)) + ")";
        return type + ": " + outside(body);
    }

    /** An HTTP status without SOAP; {@code body} is what came, of any length. */
    public static ExchangeException http(
            int httpStatus, @Nullable String reasonPhrase, @Nullable String contentType, @Nullable String body) {
        return http("", httpStatus, reasonPhrase, "", contentType, body);
    }

    /**
     * An HTTP status without SOAP whose reason is known.
     *
     * @param reason what is behind it, before the status; may be empty
     * @param circumstances to what the server answered it, after the status; may be empty
     * @param body what came, of any length
     */
    public static ExchangeException http(
            String reason,
            int httpStatus,
            @Nullable String reasonPhrase,
            String circumstances,
            @Nullable String contentType,
            @Nullable String body) {
        return answered(reason + "the server", httpStatus, reasonPhrase, circumstances, contentType, body);
    }

    private static ExchangeException answered(
            String who,
            int httpStatus,
            @Nullable String reasonPhrase,
            String circumstances,
            @Nullable String contentType,
            @Nullable String body) {
        return new ExchangeException(
                Stage.HTTP,
                who + " answered HTTP " + httpStatus + phrase(reasonPhrase) + " without SOAP"
                        + content(contentType, body) + circumstances,
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
    public static ExchangeException protocol(
            String expected, @Nullable String arrived, int httpStatus, @Nullable Throwable cause) {
        String came = arrived == null || arrived.isBlank() ? "an empty reply" : outside(arrived);
        boolean said = cause == null || came.contains(said(cause));
        String because = said ? "" : why(cause);
        return new ExchangeException(
                Stage.PROTOCOL,
                "expected " + expected + " but got " + came + because,
                httpStatus,
                null,
                Excerpt.ofNullable(arrived),
                cause);
    }

    /** The same if the reply has been read before, so that its HTTP status is not known. */
    public static ExchangeException protocol(String expected, @Nullable String arrived, @Nullable Throwable cause) {
        return protocol(expected, arrived, 0, cause);
    }

    /**
     * A value that is not of the type it is to be read as.
     *
     * @param message which value and which type, as a sentence
     * @param httpStatus the status of the reply; 0 if the value is read later
     */
    public static ExchangeException value(String message, int httpStatus, @Nullable Throwable cause) {
        return new ExchangeException(Stage.VALUE, message, httpStatus, null, null, cause);
    }

    /** The reply is larger than {@code limit} octets. */
    public static ExchangeException envelopeTooLarge(long limit, int httpStatus) {
        return new ExchangeException(
                Stage.ENVELOPE_TOO_LARGE,
                String.format(Locale.ROOT, "the reply is larger than the %,d octets that were allowed", limit),
                httpStatus,
                null,
                null,
                null);
    }

    /** The server answered with a fault. */
    public static ExchangeException fault(ServerFault fault, int httpStatus) {
        return new ExchangeException(Stage.FAULT, enclosed(fault.reason()), httpStatus, fault, null, null);
    }

    /** The session was closed, before or during the operation. */
    public static ExchangeException closed() {
        return new ExchangeException(Stage.CLOSED, "the session is closed", 0, null, null, null);
    }

    /** The calling thread was interrupted; whoever throws this has set its interrupt flag again. */
    public static ExchangeException interrupted(@Nullable Throwable cause) {
        return new ExchangeException(
                Stage.INTERRUPTED, "the thread was interrupted while it waited", 0, null, null, cause);
    }

    private static String why(@Nullable Throwable cause) {
        return cause == null ? "" : ": " + enclosed(said(cause));
    }

    private static String said(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : Excerpt.of(message);
    }

    /** An excerpt of a text from outside, as a part of a message. */
    private static String outside(String text) {
        return enclosed(Excerpt.of(text));
    }

    private static String enclosed(String text) {
        return OPEN + text.replace(OPEN, ' ').replace(CLOSE, ' ') + CLOSE;
    }

    /**
     * The same failure, in which the parts that came from outside have been masked: those of the message, the fault,
     * the excerpt and the messages of causes.
     *
     * @param masking gives a text with its secrets masked, or the text itself if there are none in it
     */
    public ExchangeException withoutSecrets(UnaryOperator<String> masking) {
        ExchangeException masked = new ExchangeException(
                stage,
                maskedMessage(masking),
                httpStatus,
                fault == null ? null : fault.withoutSecrets(masking),
                excerpt == null ? null : masking.apply(excerpt),
                MaskedCause.of(getCause(), masking));
        masked.retryAfter = retryAfter;
        masked.advice = advice;
        return masked;
    }

    private String maskedMessage(UnaryOperator<String> masking) {
        StringBuilder message = new StringBuilder(marked.length());
        int at = 0;
        for (int open = marked.indexOf(OPEN); open >= 0; open = marked.indexOf(OPEN, at)) {
            int close = marked.indexOf(CLOSE, open);
            message.append(marked, at, open).append(enclosed(masking.apply(marked.substring(open + 1, close))));
            at = close + 1;
        }
        return message.append(marked, at, marked.length()).toString();
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
    public ExchangeException retryAfter(@Nullable String header, @Nullable String date) {
        if (header != null) {
            retryAfter = header.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header.strip()))
                    : between(date, header);
        }
        return this;
    }

    /** Says what to do about it, where the native code says too little. */
    public ExchangeException advice(Advice better) {
        advice = better;
        return this;
    }

    /** What to do about it; null if the native code and the kind decide. */
    public @Nullable Advice advice() {
        return advice;
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
