package dev.wsman.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import dev.wsman.testkit.http.ServiceCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TLS records that arrive together: those of one reply, and more than one reply. */
class TlsRecordsIT {
    private static final ServiceCertificate CERTIFICATE = ServiceCertificate.create();

    private final AtomicInteger connections = new AtomicInteger();
    private volatile String vendor = "test";
    /** Sent in a record of its own behind the reply, by the same write. */
    private volatile String more = "";

    private ServerSocket listener;

    /** A socket that can send what is written to it later, by one write. */
    private static final class GatheringSocket extends Socket {
        private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
        private boolean gathers;

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream out = super.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    if (gathers) {
                        gathered.write(bytes, offset, length);
                    } else {
                        out.write(bytes, offset, length);
                    }
                }
            };
        }

        void gather() {
            gathers = true;
        }

        void send() throws IOException {
            gathers = false;
            byte[] all = gathered.toByteArray();
            gathered.reset();
            super.getOutputStream().write(all);
        }
    }

    @BeforeEach
    void start() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1")) {
            @Override
            public Socket accept() throws IOException {
                Socket socket = new GatheringSocket();
                implAccept(socket);
                return socket;
            }
        };
        Thread server = new Thread(this::accept, "records-server");
        server.setDaemon(true);
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                GatheringSocket socket = (GatheringSocket) listener.accept();
                connections.incrementAndGet();
                Thread connection = new Thread(() -> serve(socket), "records-connection");
                connection.setDaemon(true);
                connection.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(GatheringSocket raw) {
        SSLContext context = CERTIFICATE.serverContext();
        try (raw;
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(raw, null, true)) {
            InputStream in = tls.getInputStream();
            while (readRequest(in)) {
                raw.gather();
                tls.getOutputStream().write(reply());
                if (!more.isEmpty()) {
                    tls.getOutputStream().write(more.getBytes(StandardCharsets.UTF_8));
                }
                raw.send();
            }
        } catch (IOException gone) {
            // the client has closed the connection
        }
    }

    /** Reads an Identify. Returns false if the client has closed the connection. */
    private static boolean readRequest(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("Envelope>") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            request.append((char) next);
        }
        return true;
    }

    private byte[] reply() {
        String body = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>"
                + "<i:IdentifyResponse xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
                + "<i:ProductVendor>" + vendor + "</i:ProductVendor></i:IdentifyResponse></s:Body></s:Envelope>";
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml;charset=UTF-8\r\nContent-Length: "
                + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    private Session session() {
        return Session.builder("https://127.0.0.1:" + listener.getLocalPort() + "/wsman")
                .certificateFingerprint(CERTIFICATE.fingerprint())
                .build();
    }

    @Test
    void keepsConnectionAfterReplyOfManyRecords() {
        vendor = "0123456789".repeat(20_000);
        try (Session session = session()) {
            for (int i = 0; i < 3; i++) {
                assertThat(session.identify().productVendor()).contains(vendor);
            }
        }
        assertThat(connections).hasValue(1);
    }

    /** The record behind the reply was read with it, and would otherwise be the reply to the next request. */
    @Test
    void closesConnectionWithRecordBehindReply() {
        more = "HTTP/1.1 500 no\r\nContent-Length: 0\r\n\r\n";
        try (Session session = session()) {
            for (int i = 0; i < 3; i++) {
                assertThat(session.identify().productVendor()).contains("test");
            }
        }
        assertThat(connections).hasValue(3);
    }
}
