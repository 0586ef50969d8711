package dev.wsman.internal.fault;

import java.time.Duration;
import java.util.Collection;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the layers below the public API: the stage at which an exchange failed, and what is known about
 * the failure. The core API turns it into a {@code WsmanException}.
 *
 * <p>Callers of the factory methods pass no credentials, and text from a server is cut by {@link Excerpt}. The message
 * marks its parts that came from outside ({@link MarkedText}), so that {@link #withoutSecrets} can remove any secret of
 * the session that a server or a proxy echoed.
 */
public final class ExchangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int UNKNOWN_STATUS = 0;

    /** Where an exchange failed. */
    public enum Stage {
        /** Opening the connection: host name, route, refusal, proxy. */
        CONNECT,
        /** The TLS handshake or the certificate. */
        TLS,
        /** The connection broke while the request was sent. */
        SEND,
        /** The connection broke before the reply was complete. */
        RECEIVE,
        /** The time for one of the steps ran out. */
        TIMEOUT,
        /** The server or the proxy does not accept the credentials, or the client cannot log on as they require. */
        AUTHENTICATION,
        /** Nothing was sent, because the password would not have been encrypted and that is not permitted. */
        UNENCRYPTED,
        /** An HTTP status other than success, without a SOAP envelope. */
        HTTP,
        /** A reply that is not what was expected. */
        PROTOCOL,
        /** A value in a reply that does not have the type as which it is read. */
        VALUE,
        /** A reply that is larger than permitted. */
        ENVELOPE_TOO_LARGE,
        /** A SOAP fault. */
        FAULT,
        /** The session is closed. */
        CLOSED,
        /** The calling thread was interrupted. */
        INTERRUPTED
    }

    private final Stage stage;
    private final String marked;
    private final int httpStatus;
    private final @Nullable ServerFault fault;
    private final @Nullable String excerpt;
    private @Nullable Duration retryAfter;
    private @Nullable Advice advice;

    private ExchangeException(
            Stage stage,
            String marked,
            int httpStatus,
            @Nullable ServerFault fault,
            @Nullable String excerpt,
            @Nullable Throwable cause) {
        super(MarkedText.plain(marked), cause);
        this.stage = stage;
        this.marked = marked;
        this.httpStatus = httpStatus;
        this.fault = fault;
        this.excerpt = excerpt;
    }

    private static ExchangeException of(Stage stage, String message, int httpStatus, @Nullable Throwable cause) {
        return new ExchangeException(stage, message, httpStatus, null, null, cause);
    }

    private static ExchangeException ofReply(
            Stage stage, String message, int httpStatus, @Nullable String arrived, @Nullable Throwable cause) {
        return new ExchangeException(stage, message, httpStatus, null, Excerpt.ofNullable(arrived), cause);
    }

    /** The connection to {@code endpoint} cannot be opened. User information in the endpoint is not repeated. */
    public static ExchangeException connect(String endpoint, Throwable cause) {
        return of(Stage.CONNECT, ConnectionMessages.cannotConnect(endpoint, cause), UNKNOWN_STATUS, cause);
    }

    /** The TLS handshake with {@code endpoint} failed. */
    public static ExchangeException tls(String endpoint, Throwable cause) {
        return of(Stage.TLS, ConnectionMessages.noTls(endpoint, cause), UNKNOWN_STATUS, cause);
    }

    /**
     * The certificate of {@code endpoint} is not trusted.
     *
     * @param fingerprint its SHA-256 fingerprint; null if it is not known
     */
    public static ExchangeException untrusted(String endpoint, Throwable cause, @Nullable String fingerprint) {
        return of(Stage.TLS, ConnectionMessages.untrusted(endpoint, cause, fingerprint), UNKNOWN_STATUS, cause);
    }

    /** The reply of {@code endpoint} to a TLS handshake is plain http. */
    public static ExchangeException plainReply(String endpoint, Throwable cause) {
        return of(Stage.TLS, ConnectionMessages.portSpeaksHttp(endpoint, cause), UNKNOWN_STATUS, cause)
                .advice(Advice.PLAIN_PORT);
    }

    /** The reply of {@code endpoint} to plain http is TLS. */
    public static ExchangeException tlsReply(String endpoint) {
        return of(Stage.PROTOCOL, ConnectionMessages.portSpeaksTls(endpoint), UNKNOWN_STATUS, null)
                .advice(Advice.TLS_PORT);
    }

    /** The connection broke while the request was sent. */
    public static ExchangeException send(String endpoint, Throwable cause) {
        return of(Stage.SEND, ConnectionMessages.brokeWhileSending(endpoint, cause), UNKNOWN_STATUS, cause);
    }

    /** The connection broke before the whole reply was read; {@code httpStatus} is 0 if it broke before the status. */
    public static ExchangeException receive(String endpoint, int httpStatus, Throwable cause) {
        return of(Stage.RECEIVE, ConnectionMessages.brokeBeforeReplyWasComplete(endpoint, cause), httpStatus, cause);
    }

    /**
     * Time ran out in the client, not at the server.
     *
     * @param missing what did not happen in time: {@code "no reply"} or {@code "no connection to host:5985"}, which
     *     gives the message {@code "no reply within 60 s"}
     * @param limit the time that was given
     */
    public static ExchangeException timeout(String missing, Duration limit, @Nullable Throwable cause) {
        return of(Stage.TIMEOUT, ConnectionMessages.timeout(missing, limit), UNKNOWN_STATUS, cause);
    }

    /**
     * Time ran out in the client while other operations held all connections.
     *
     * @param most the number of connections
     * @param limit the time that was given
     */
    public static ExchangeException poolUsedUp(int most, Duration limit) {
        return of(Stage.TIMEOUT, ConnectionMessages.poolUsedUp(most, limit), UNKNOWN_STATUS, null)
                .advice(Advice.POOL_USED_UP);
    }

    /**
     * The server (401) or the proxy (407) does not accept the credentials.
     *
     * @param tried the scheme that was used, null if there were no credentials
     * @param offered the schemes in its challenges, without parameters
     */
    public static ExchangeException authentication(
            @Nullable String tried, Collection<String> offered, int httpStatus, @Nullable Throwable cause) {
        return refused(httpStatus == 407 ? "the proxy" : "the server", tried, offered, httpStatus, cause);
    }

    /**
     * A proxy does not accept the credentials.
     *
     * @param proxy its host and port
     * @param tried the scheme that was used, null if there were no credentials for it
     * @param offered the schemes in its challenges, without parameters
     */
    public static ExchangeException proxyAuthentication(
            String proxy, @Nullable String tried, Collection<String> offered, int httpStatus) {
        return refused("the proxy " + proxy, tried, offered, httpStatus, null);
    }

    private static ExchangeException refused(
            String refuser,
            @Nullable String tried,
            Collection<String> offered,
            int httpStatus,
            @Nullable Throwable cause) {
        String message = AuthenticationMessages.refused(refuser, tried, offered, cause);
        return AuthenticationMessages.isNotOffered(tried, offered)
                ? of(Stage.AUTHENTICATION, message, httpStatus, null).advice(Advice.SCHEME_NOT_OFFERED)
                : of(Stage.AUTHENTICATION, message, httpStatus, cause);
    }

    /**
     * Authentication failed in the client or in the exchange of tokens; {@code message} describes how, without
     * secrets.
     */
    public static ExchangeException authentication(String message, int httpStatus, @Nullable Throwable cause) {
        return of(Stage.AUTHENTICATION, message, httpStatus, cause);
    }

    /** Authentication failed; the message continues with the schemes that the server offers. */
    public static ExchangeException authentication(
            @Nullable String message, int httpStatus, Collection<String> offered, Exception cause) {
        return of(Stage.AUTHENTICATION, AuthenticationMessages.withOffer(message, offered), httpStatus, cause);
    }

    /**
     * {@code scheme} would reveal the password over plain http to {@code endpoint}: Basic to everyone on the way,
     * CredSSP to anyone who replies in the server's place. Nothing was sent.
     */
    public static ExchangeException unencrypted(String scheme, String endpoint) {
        return of(Stage.UNENCRYPTED, AuthenticationMessages.unencrypted(scheme, endpoint), UNKNOWN_STATUS, null);
    }

    /** {@code scheme} would reveal the password to everyone on the way to a proxy. Nothing was sent. */
    public static ExchangeException unencryptedProxy(String scheme, String proxy) {
        return of(Stage.UNENCRYPTED, AuthenticationMessages.unencryptedProxy(scheme, proxy), UNKNOWN_STATUS, null);
    }

    /** A proxy replied to CONNECT with a status other than success; {@code body} is its content, of any length. */
    public static ExchangeException proxyRefused(
            String proxy, String endpoint, int httpStatus, @Nullable String reasonPhrase, @Nullable String body) {
        String message = ReplyMessages.proxyRefused(proxy, endpoint, httpStatus, reasonPhrase, body);
        return ofReply(Stage.CONNECT, message, httpStatus, body, null);
    }

    /** An HTTP status without SOAP arrived through a proxy, which may have sent it itself. */
    public static ExchangeException proxyReplied(
            String proxy,
            int httpStatus,
            @Nullable String reasonPhrase,
            @Nullable String contentType,
            @Nullable String body) {
        String sender = "the proxy " + proxy + ", or the server behind it,";
        String message = ReplyMessages.withoutSoap(sender, httpStatus, reasonPhrase, contentType, body);
        return ofReply(Stage.HTTP, message, httpStatus, body, null);
    }

    /** An HTTP status arrived without SOAP; {@code body} is the content, of any length. */
    public static ExchangeException http(
            int httpStatus, @Nullable String reasonPhrase, @Nullable String contentType, @Nullable String body) {
        return http("", httpStatus, reasonPhrase, "", contentType, body);
    }

    /**
     * An HTTP status arrived without SOAP, and its cause is known.
     *
     * @param reason the cause, which precedes the status; may be empty
     * @param circumstances the request that caused the reply, which follows the status; may be empty
     * @param body the content, of any length
     */
    public static ExchangeException http(
            String reason,
            int httpStatus,
            @Nullable String reasonPhrase,
            String circumstances,
            @Nullable String contentType,
            @Nullable String body) {
        String message = ReplyMessages.withoutSoap(reason + "the server", httpStatus, reasonPhrase, contentType, body);
        return ofReply(Stage.HTTP, message + circumstances, httpStatus, body, null);
    }

    /**
     * A reply is not what was expected.
     *
     * @param expected what should have arrived: {@code "a SOAP envelope"}
     * @param arrived what arrived, of any length; null if nothing did
     */
    public static ExchangeException protocol(
            String expected, @Nullable String arrived, int httpStatus, @Nullable Throwable cause) {
        String message = ReplyMessages.unexpected(expected, arrived, cause);
        return ofReply(Stage.PROTOCOL, message, httpStatus, arrived, cause);
    }

    /** The same if the status of the reply is not known. */
    public static ExchangeException protocol(String expected, @Nullable String arrived, @Nullable Throwable cause) {
        return protocol(expected, arrived, UNKNOWN_STATUS, cause);
    }

    /**
     * A value does not have the type as which it is read.
     *
     * @param message a sentence that names the value and the type
     */
    public static ExchangeException value(String message, int httpStatus, @Nullable Throwable cause) {
        return of(Stage.VALUE, message, httpStatus, cause);
    }

    /** The same if the status of the reply is not known. */
    public static ExchangeException value(String message, @Nullable Throwable cause) {
        return value(message, UNKNOWN_STATUS, cause);
    }

    /** The reply is larger than {@code limit} bytes. */
    public static ExchangeException envelopeTooLarge(long limit, int httpStatus) {
        return of(Stage.ENVELOPE_TOO_LARGE, ReplyMessages.envelopeTooLarge(limit), httpStatus, null);
    }

    /** The server replied with a fault. */
    public static ExchangeException fault(ServerFault fault, int httpStatus) {
        return new ExchangeException(Stage.FAULT, MarkedText.mark(fault.reason()), httpStatus, fault, null, null);
    }

    /** The session was closed, before or during the operation. */
    public static ExchangeException closed() {
        return closed("the session");
    }

    /** Something that belongs to the session, which {@code object} names, was closed. */
    public static ExchangeException closed(String object) {
        return of(Stage.CLOSED, object + " is closed", UNKNOWN_STATUS, null);
    }

    /** The calling thread was interrupted; the thrower has restored the interrupt flag. */
    public static ExchangeException interrupted(@Nullable Throwable cause) {
        return of(Stage.INTERRUPTED, "the thread was interrupted while it waited", UNKNOWN_STATUS, cause);
    }

    /**
     * Returns the same failure with secrets masked in everything that came from outside: parts of the message, the
     * fault, the excerpt and the messages of causes.
     *
     * @param masking returns a text with its secrets masked, or the same text if it does not contain any
     */
    public ExchangeException withoutSecrets(UnaryOperator<String> masking) {
        ExchangeException masked = new ExchangeException(
                stage,
                MarkedText.masked(marked, masking),
                httpStatus,
                fault == null ? null : fault.withoutSecrets(masking),
                excerpt == null ? null : masking.apply(excerpt),
                MaskedCause.of(getCause(), masking));
        masked.retryAfter = retryAfter;
        masked.advice = advice;
        return masked;
    }

    /** Returns where the exchange failed. */
    public Stage stage() {
        return stage;
    }

    /** Returns the HTTP status of the reply; 0 if no reply arrived or its status is not known. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Returns the fault; null unless the stage is {@link Stage#FAULT}. */
    public @Nullable ServerFault fault() {
        return fault;
    }

    /**
     * Returns how long the server asks to wait, by {@code wsa:RetryAfter} or by an HTTP header; null if it does not
     * ask.
     */
    public @Nullable Duration retryAfter() {
        return fault != null && fault.retryAfter() != null ? fault.retryAfter() : retryAfter;
    }

    /**
     * Adds the HTTP header {@code Retry-After} of the reply.
     *
     * @param header its value, seconds or a date; null if the reply does not have one
     * @param date the header {@code Date} of the reply; null if the reply does not have one
     */
    public ExchangeException retryAfter(@Nullable String header, @Nullable String date) {
        if (header != null) {
            retryAfter = RetryAfterHeader.parse(header, date);
        }
        return this;
    }

    /**
     * Returns the same failure of an operation that had waited while others held all connections, so that too little
     * time was left.
     *
     * @param most the number of connections
     */
    public ExchangeException afterWait(int most, Duration waited) {
        return of(stage, marked + ConnectionMessages.afterWait(most, waited), httpStatus, getCause())
                .advice(Advice.POOL_USED_UP);
    }

    /** Adds what to do about the failure, if that is known more precisely than by its codes. */
    public ExchangeException advice(Advice better) {
        advice = better;
        return this;
    }

    /** Returns what to do about the failure; null if its codes and its kind determine that. */
    public @Nullable Advice advice() {
        return advice;
    }

    /** Returns an excerpt of what arrived, for {@link Stage#HTTP} and {@link Stage#PROTOCOL}; null if nothing did. */
    public @Nullable String excerpt() {
        return excerpt;
    }
}
