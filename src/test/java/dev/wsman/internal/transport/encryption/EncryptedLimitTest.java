package dev.wsman.internal.transport.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanProtocolException;
import dev.wsman.internal.transport.RawServer;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.ntlm.NtlmRawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The maximum size of a reply is measured after decryption, without the frame of the encrypted body. */
class EncryptedLimitTest {
    private static final int LIMIT = 8192;
    private static final String IDENTITY = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";

    private static RawServer replying(int length) throws IOException {
        return NtlmRawServer.start(0, context -> encrypted(context, envelope(length)));
    }

    private static byte[] envelope(int length) {
        String text = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/><s:Body>"
                + "<i:IdentifyResponse xmlns:i=\"" + IDENTITY + "\"><i:ProtocolVersion>"
                + "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion></i:IdentifyResponse></s:Body><!--";
        String end = "--></s:Envelope>";
        return (text + "x".repeat(length - text.length() - end.length()) + end).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] encrypted(SecurityContext context, byte[] plain) throws IOException {
        EncryptedBody body = EncryptedBody.encrypt(context, "application/soap+xml;charset=UTF-8", plain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: " + body.contentType() + "\r\nContent-Length: "
                        + body.length() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeTo(out);
        return out.toByteArray();
    }

    private static Session open(RawServer server) {
        return Session.builder("http://127.0.0.1:" + server.port() + "/wsman")
                .credentials(Credentials.rawNtlm("user", "secret".toCharArray()))
                .maxEnvelopeSize(LIMIT)
                .build();
    }

    @Test
    void acceptsReplyOfMaximumSize() throws Exception {
        try (RawServer server = replying(LIMIT);
                Session session = open(server)) {
            assertThat(session.identify().protocolVersions()).first().asString().endsWith("wsman.xsd");
        }
    }

    @Test
    void rejectsReplyOneByteAboveMaximumSize() throws Exception {
        try (RawServer server = replying(LIMIT + 1);
                Session session = open(server)) {
            assertThatThrownBy(session::identify)
                    .isInstanceOf(WsmanProtocolException.class)
                    .hasMessageContaining("larger than the limit of 8,192 bytes");
        }
    }
}
