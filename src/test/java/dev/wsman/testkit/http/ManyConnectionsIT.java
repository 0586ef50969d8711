package dev.wsman.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's server closes idle connections beyond 200 by default, and accepts them from a queue of 50. */
class ManyConnectionsIT {
    private static final int CONNECTIONS = 2000;
    /** Each connection has two ends in this process. The rest is for everything else. */
    private static final int FILES = 2 * CONNECTIONS + 1000;

    /** The server closes a connection that it has not served for 30 seconds. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(25);

    private static final int TIMEOUT_MILLIS = 60_000;

    @AutoStart
    static final WsmanService service =
            LenientService.builder().basic("user", "secret").build();

    /** A connection that sends Identify, with credentials, and reads the status and the body of the reply. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private long lastReply = System.nanoTime();

        Connection(URI endpoint) throws IOException {
            socket = new Socket(endpoint.getHost(), endpoint.getPort());
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }

        void send(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
        }

        String read() throws IOException {
            String status = line();
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            assertThat(in.readNBytes(length)).hasSize(length);
            lastReply = System.nanoTime();
            return status;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    Duration waited = Duration.ofNanos(System.nanoTime() - lastReply);
                    assumeTrue(
                            waited.compareTo(LONGEST_IDLE) < 0,
                            () -> "this machine is too busy: no reply in " + waited);
                    throw new IOException("the service closed the connection after: " + line);
                }
                line.append((char) next);
            }
            return line.toString().strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    @Timeout(120)
    void servesTwoThousandConnectionsAtOnce() throws IOException {
        assumeTrue(files() >= FILES, () -> "ulimit -n is " + files() + ", and the test needs " + FILES);
        URI endpoint = URI.create(service.endpoint());
        byte[] request = request(endpoint);
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(new Connection(endpoint));
            }
            assertThat(statuses(all, request)).containsOnly("HTTP/1.1 200 OK");
            assertThat(statuses(all, request)).as("on the same connections").containsOnly("HTTP/1.1 200 OK");
        } finally {
            for (Connection each : all) {
                each.close();
            }
        }
        assertThat(service.requests()).hasSize(2 * CONNECTIONS);
        assertThat(service.connections()).isEqualTo(CONNECTIONS);
    }

    /** Sends a request on every connection, and then reads all replies. */
    private static Set<String> statuses(List<Connection> connections, byte[] request) throws IOException {
        for (Connection each : connections) {
            each.send(request);
        }
        Set<String> statuses = new HashSet<>();
        for (Connection each : connections) {
            statuses.add(each.read());
        }
        return statuses;
    }

    private static byte[] request(URI endpoint) {
        String body = RawClient.identify();
        String head = "POST " + endpoint.getPath() + " HTTP/1.1\r\nHost: " + endpoint.getAuthority()
                + "\r\nAuthorization: Basic "
                + Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8))
                + "\r\nContent-Type: application/soap+xml;charset=UTF-8\r\nContent-Length: " + body.length()
                + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** The number of files and sockets that this process may open. */
    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
