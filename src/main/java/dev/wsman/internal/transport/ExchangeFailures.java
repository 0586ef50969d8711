package dev.wsman.internal.transport;

import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Translates every failure of an exchange on a connection into an {@link ExchangeException}. Thread-safe. */
final class ExchangeFailures {
    private final EndpointAddress server;
    private final BooleanSupplier sessionClosed;

    ExchangeFailures(EndpointAddress server, BooleanSupplier sessionClosed) {
        this.server = server;
        this.sessionClosed = sessionClosed;
    }

    /**
     * Translates an exception that ended an exchange.
     *
     * @param e an {@link IOException} or {@link HttpException}
     * @param sent whether the whole request had been sent
     * @param status the HTTP status of the reply; 0 if none came
     */
    ExchangeException of(Exception e, HttpConnection connection, Deadline deadline, boolean sent, int status) {
        String endpoint = connection.hop().nameOfPeer(server);
        if (sessionClosed.getAsBoolean()) {
            return ExchangeException.closed();
        }
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            return ExchangeException.interrupted(e);
        }
        if (deadline.expired()) {
            return deadline.missed(sent ? "no reply" : "the request was not sent", e);
        }
        if (e instanceof EncryptionBrokenException) {
            return ExchangeException.protocol("an encrypted reply that verifies", e.getMessage(), status, e);
        }
        if (connection.heardTls()) {
            return ExchangeException.tlsReply(endpoint);
        }
        if (isProtocolViolation(e)) {
            return ExchangeException.protocol("an HTTP reply", e.getMessage(), status, null);
        }
        if (isHandshakeAlert(e)) {
            return ExchangeException.tls(endpoint, e);
        }
        ExchangeException failure =
                sent ? ExchangeException.receive(endpoint, status, e) : ExchangeException.send(endpoint, e);
        return connection.heardNothing() ? failure.advice(Advice.SILENT_PORT) : failure;
    }

    /**
     * Translates the use of credentials that were wiped, or of an algorithm that this Java runtime's policy forbids.
     */
    ExchangeException ofCredentials(Exception e) {
        return unlessClosed(ExchangeException.authentication(String.valueOf(e.getMessage()), 0, e));
    }

    /** Replaces a failure of authentication after the session was closed: closing the session wipes the credentials. */
    ExchangeException unlessClosed(ExchangeException failure) {
        return failure.stage() == Stage.AUTHENTICATION && sessionClosed.getAsBoolean()
                ? ExchangeException.closed()
                : failure;
    }

    /**
     * Whether the server rejected the client in the TLS handshake. With TLS 1.3 that alert comes after the client has
     * sent its request. Other TLS failures here do not show whether the request arrived, for example those of a
     * renegotiation.
     */
    private static boolean isHandshakeAlert(Exception e) {
        return e instanceof SSLHandshakeException
                && e.getCause() == null
                && String.valueOf(e.getMessage()).contains("fatal alert");
    }

    /** Whether the server sent something that is not HTTP, or whose compression is broken. */
    private static boolean isProtocolViolation(Exception e) {
        boolean truncated = e instanceof TruncatedChunkException;
        return e instanceof HttpException
                || e instanceof CharacterCodingException
                || e instanceof MessageConstraintException
                || e instanceof MalformedChunkCodingException && !truncated
                || e instanceof ZipException
                || e instanceof EOFException;
    }
}
