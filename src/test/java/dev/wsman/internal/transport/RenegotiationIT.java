package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Session;
import dev.wsman.WsmanTimeoutException;
import dev.wsman.testkit.http.ServiceCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * TLS reads and writes inside the JDK. The deadline must end that too when a server begins one handshake after
 * another.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RenegotiationIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    @Test
    void failsInTimeWhenServerRenegotiatesForever() throws Exception {
        ServiceCertificate certificate = ServiceCertificate.create();
        AtomicInteger handshakes = new AtomicInteger();
        try (SSLServerSocket listener = (SSLServerSocket) certificate
                        .serverContext()
                        .getServerSocketFactory()
                        .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                Session session = Session.builder("https://127.0.0.1:" + listener.getLocalPort() + "/wsman")
                        .certificateFingerprint(certificate.fingerprint())
                        .timeout(TIMEOUT)
                        .build()) {
            listener.setEnabledProtocols(new String[] {"TLSv1.2"});
            Thread server = new Thread(() -> serve(listener, handshakes), "renegotiating-server");
            server.setDaemon(true);
            server.start();
            long start = System.nanoTime();
            assertThatThrownBy(session::identify).isInstanceOf(WsmanTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(2));
            assertThat(handshakes).hasValueGreaterThan(1);
        }
    }

    /** Reads everything, and begins another handshake whenever one is complete. */
    private static void serve(SSLServerSocket listener, AtomicInteger handshakes) {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.addHandshakeCompletedListener(event -> {
                handshakes.incrementAndGet();
                renegotiate(socket);
            });
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // the client has closed the connection
        }
    }

    private static void renegotiate(SSLSocket socket) {
        try {
            socket.startHandshake();
        } catch (IOException gone) {
            // the client has closed the connection
        }
    }
}
