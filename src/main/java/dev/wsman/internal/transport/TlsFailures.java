package dev.wsman.internal.transport;

import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.ExchangeException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Translates a failure to make a connection into an {@link ExchangeException}. Thread-safe. */
final class TlsFailures {
    private static final int DEEPEST_CAUSE = 20;

    private final EndpointAddress server;

    TlsFailures(EndpointAddress server) {
        this.server = server;
    }

    /** Translates a connection that was not made in time, or an interruption. */
    ExchangeException late(IOException e, ProxyHop hop, Deadline deadline) {
        if (isInterruption(e)) {
            return ExchangeException.interrupted(e);
        }
        String through = hop.isProxy() ? " through " + hop : "";
        return deadline.missed("no connection to " + server.authority() + through, e);
    }

    private static boolean isInterruption(IOException e) {
        return e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted();
    }

    /**
     * Translates a failed TLS handshake.
     *
     * @param fingerprint asks for the fingerprint of the server's certificate, for a certificate that is not trusted
     */
    ExchangeException notSecured(
            IOException e,
            ProxyHop hop,
            DeadlineSocket socket,
            Deadline deadline,
            Supplier<@Nullable String> fingerprint) {
        boolean silent = !hop.isProxy() && socket.heardNothing();
        if (deadline.expired() || isInterruption(e)) {
            return silent && !isInterruption(e) ? silent(e, deadline) : late(e, hop, deadline);
        }
        String peer = hop.nameOfPeer(server);
        if (!hop.isProxy() && socket.heardHttp() || isPlainText(e)) {
            return ExchangeException.plainReply(peer, e);
        }
        if (isUntrusted(e)) {
            return untrusted(e, peer, fingerprint);
        }
        ExchangeException failure = ExchangeException.tls(peer, e);
        return silent ? failure.advice(Advice.SILENT_TLS_PORT) : failure;
    }

    private ExchangeException silent(IOException e, Deadline deadline) {
        return deadline.missed("no TLS handshake on the connection to " + server.authority(), e)
                .advice(Advice.SILENT_TLS_PORT);
    }

    /** Whether the JDK reports a first record that is not TLS. */
    private static boolean isPlainText(IOException e) {
        return e instanceof SSLException && String.valueOf(e.getMessage()).contains("unrecognized SSL message");
    }

    private static boolean isUntrusted(IOException e) {
        return cause(e, CertificateException.class) != null || cause(e, CertPathValidatorException.class) != null;
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        Throwable cause = e;
        for (int i = 0; cause != null && i < DEEPEST_CAUSE; i++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static ExchangeException untrusted(IOException e, String peer, Supplier<@Nullable String> fingerprint) {
        PinnedCertificate.NotPinned other = cause(e, PinnedCertificate.NotPinned.class);
        return other == null
                ? ExchangeException.untrusted(peer, e, fingerprint.get())
                : ExchangeException.untrusted(peer, e, other.presented()).advice(Advice.NOT_PINNED);
    }
}
