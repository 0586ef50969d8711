package dev.wsman.internal.transport.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EncryptedBodyTest {
    private static final String SOAP = "application/soap+xml;charset=UTF-8";
    private static final String TYPE = "multipart/encrypted;protocol=\"application/HTTP-SPNEGO-session-encrypted\";"
            + "boundary=\"Encrypted Boundary\"";
    private static final int PLENTY = 100_000_000;

    private SecurityContext client;
    private SecurityContext server;

    @BeforeEach
    void shakeHands() throws Exception {
        client = new NtlmContextFactory(
                        NtlmContextFactory.Carrier.RAW_NEGOTIATE, "user", "secret".toCharArray(), ServiceName.HTTP)
                .create(AuthenticationTarget.http("server", 5985));
        server = AcceptorContext.ntlm("user", "secret");
        server.step(client.step(server.step(client.step(new byte[0]))));
    }

    @Test
    void writesHeadersThatWindowsAndOmiAccept() throws Exception {
        EncryptedBody body = EncryptedBody.encrypt(client, SOAP, "<a/>".getBytes(StandardCharsets.UTF_8));
        assertThat(body.contentType()).isEqualTo(TYPE);
        String head = "--Encrypted Boundary\r\n"
                + "Content-Type: application/HTTP-SPNEGO-session-encrypted\r\n"
                + "OriginalContent: type=application/soap+xml;charset=UTF-8;Length=4\r\n"
                + "--Encrypted Boundary\r\n"
                + "Content-Type: application/octet-stream\r\n";
        String token = "\u0010\0\0\0\u0001\0\0\0";
        String tail = "--Encrypted Boundary--\r\n";
        assertThat(new String(bytes(body), StandardCharsets.ISO_8859_1))
                .startsWith(head + token)
                .endsWith(tail)
                // a signature of 16 bytes after its length, the cipher text of 4, and nothing else: OMI drops a TAB
                // before the tail
                .hasSize(head.length() + 4 + 16 + 4 + tail.length())
                .doesNotContain("<a/>");
    }

    @Test
    void roundTripsBodiesOfEverySize() throws Exception {
        Random random = new Random(1);
        for (int size : new int[] {0, 1, 1000, 1 << 20, 10_000_000}) {
            byte[] plain = new byte[size];
            random.nextBytes(plain);
            EncryptedBody body = EncryptedBody.encrypt(client, SOAP, plain);
            assertThat(body.length()).isEqualTo(bytes(body).length);
            assertThat(open(TYPE, bytes(body), PLENTY)).isEqualTo(plain);
        }
    }

    /** Windows indents the headers, writes a space after the semicolon of the boundary, or no quotes. */
    @Test
    void readsEveryStyleOfHeaders() throws Exception {
        String[] types = {
            TYPE,
            "multipart/encrypted; protocol=\"application/HTTP-SPNEGO-session-encrypted\"; boundary=\"Encrypted Boundary\"",
            "Multipart/Encrypted;protocol=x;boundary=Encrypted Boundary",
            "multipart/encrypted;boundary = \" Encrypted Boundary\";protocol=\"a;b\"",
        };
        for (String type : types) {
            for (String indent : new String[] {"", "\t", "  "}) {
                for (String closing : new String[] {"", "\r\n"}) {
                    for (String end : new String[] {"", "\r\n", "\r\n\r\n"}) {
                        assertThat(EncryptedBody.isEncrypted(type)).isTrue();
                        assertThat(open(type, framed("text", 4, indent, closing, end), PLENTY))
                                .asString()
                                .isEqualTo("text");
                    }
                }
            }
        }
    }

    @Test
    void recognizesUnencryptedTypes() {
        assertThat(EncryptedBody.isEncrypted(null)).isFalse();
        assertThat(EncryptedBody.isEncrypted(SOAP)).isFalse();
        assertThat(EncryptedBody.isEncrypted("multipart/encryptedx")).isFalse();
    }

    @Test
    void rejectsWrongLength() throws Exception {
        for (int wrong : new int[] {0, 3, 5, 1000}) {
            byte[] body = framed("text", wrong, "\t", "", "\r\n");
            assertThatThrownBy(() -> open(TYPE, body, PLENTY)).isInstanceOf(EncryptionBrokenException.class);
            shakeHands();
        }
    }

    @Test
    void rejectsTruncatedBody() throws Exception {
        byte[] whole = framed("text", 4, "", "", "");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> open(TYPE, cut, PLENTY)).isInstanceOf(EncryptionBrokenException.class);
        }
    }

    @Test
    void rejectsChangedByteOfSignatureOrCipherText() throws Exception {
        byte[] whole = framed("text", 4, "", "", "");
        int token = new String(whole, StandardCharsets.ISO_8859_1).indexOf("octet-stream\r\n") + 18;
        for (int i = 0; i < 20; i++) {
            byte[] changed = whole.clone();
            changed[token + i] ^= 4;
            shakeHands();
            assertThatThrownBy(() -> open(TYPE, changed, PLENTY)).isInstanceOf(EncryptionBrokenException.class);
        }
    }

    @Test
    void rejectsTooLongBodyBeforeReadingIt() throws Exception {
        byte[] body = framed("text", 4, "", "", "");
        assertThatThrownBy(() -> open(TYPE, body, 3))
                .isInstanceOf(EncryptedTooLongException.class)
                .hasMessageContaining("4 bytes, and at most 3 are accepted");
        byte[] claimed = framed("text", 2_000_000_000, "", "", "");
        assertThatThrownBy(() -> open(TYPE, claimed, PLENTY)).isInstanceOf(EncryptedTooLongException.class);
    }

    @Test
    void joinsSeveralMessagesOfOneBody() throws Exception {
        SecurityContext small = new SmallParts(client);
        byte[] plain = "0123456789".getBytes(StandardCharsets.UTF_8);
        EncryptedBody body = EncryptedBody.encrypt(small, SOAP, plain);
        assertThat(body.contentType()).startsWith("multipart/x-multi-encrypted;");
        assertThat(new String(bytes(body), StandardCharsets.ISO_8859_1)).contains("Length=4\r\n", "Length=2\r\n");
        assertThat(open(body.contentType(), bytes(body), PLENTY)).isEqualTo(plain);
    }

    @Test
    void returnsNothingOfLaterBrokenMessage() throws Exception {
        byte[] body =
                bytes(EncryptedBody.encrypt(new SmallParts(client), SOAP, "01234567".getBytes(StandardCharsets.UTF_8)));
        body[body.length - 30] ^= 1;
        try (DecryptedStream plain = EncryptedBody.open(server, TYPE, new ByteArrayInputStream(body), PLENTY)) {
            assertThat(plain.readNBytes(4)).asString().isEqualTo("0123");
            assertThatThrownBy(plain::read).isInstanceOf(EncryptionBrokenException.class);
        }
    }

    @Test
    void allocatesNoMemoryForClaimedLength() throws Exception {
        byte[] body = framed("text", 2_000_000_000, "", "", "\r\n");
        assertThatThrownBy(() -> open(TYPE, body, Long.MAX_VALUE))
                .isInstanceOf(EncryptionBrokenException.class)
                .hasMessageContaining("cut short");
    }

    @Test
    void readsMessageInManyReads() throws Exception {
        String text = "0123456789".repeat(50_000);
        assertThat(open(TYPE, framed(text, text.length(), "", "", "\r\n"), PLENTY))
                .asString()
                .isEqualTo(text);
    }

    /** Messages of growing and shrinking sizes over one connection. */
    @Test
    void readsEachMessageIntoArrayOfLast() throws Exception {
        TokenBuffer buffer = new TokenBuffer();
        for (int size : new int[] {10, 300_000, 299_000, 0, 310_000, 2_000_000, 5}) {
            String text = "0123456789".repeat(size / 10 + 1).substring(0, size);
            byte[] body = framed(text, size, "", "", "\r\n");
            try (DecryptedStream plain =
                    EncryptedBody.open(server, TYPE, new ByteArrayInputStream(body), buffer, PLENTY)) {
                assertThat(plain.readAllBytes()).asString().isEqualTo(text);
            }
        }
    }

    @Test
    void returnsNothingAfterClose() throws Exception {
        byte[] body = framed("text", 4, "", "", "\r\n");
        DecryptedStream plain = EncryptedBody.open(server, TYPE, new ByteArrayInputStream(body), PLENTY);
        plain.close();
        assertThat(plain.read()).isEqualTo(-1);
        assertThat(plain.available()).isZero();
    }

    /** The connection is used again only if nothing is left of the body. */
    @Test
    void readsBodyToItsEndWhateverFollowsLastBoundary() throws Exception {
        ByteArrayInputStream in = new ByteArrayInputStream(framed("text", 4, "", "", "\r\n".repeat(2_000)));
        try (DecryptedStream plain = EncryptedBody.open(server, TYPE, in, PLENTY)) {
            assertThat(plain.readAllBytes()).asString().isEqualTo("text");
        }
        assertThat(in.available()).isZero();
    }

    @Test
    void returnsTypeOfPlainText() throws Exception {
        EncryptedBody body = EncryptedBody.encrypt(client, "application/soap+xml;charset=UTF-16", new byte[2]);
        try (DecryptedStream plain =
                EncryptedBody.open(server, body.contentType(), new ByteArrayInputStream(bytes(body)), PLENTY)) {
            assertThat(plain.contentType()).isEqualTo("application/soap+xml;charset=UTF-16");
        }
    }

    @Test
    void rejectsTypeWithoutCharsetBeforeEncrypting() {
        assertThatThrownBy(() -> EncryptedBody.encrypt(client, "application/soap+xml", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("charset");
    }

    @Test
    void rejectsTypeWithoutBoundary() {
        assertThatThrownBy(() -> open("multipart/encrypted", new byte[0], PLENTY))
                .isInstanceOf(EncryptionBrokenException.class)
                .hasMessageContaining("boundary");
    }

    private byte[] open(String type, byte[] body, long maximum) throws IOException {
        try (DecryptedStream plain = EncryptedBody.open(server, type, new ByteArrayInputStream(body), maximum)) {
            return plain.readAllBytes();
        }
    }

    private byte[] framed(String text, int length, String indent, String closing, String end) throws IOException {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        EncryptedPart part = client.wrap(plain, 0, plain.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("--Encrypted Boundary\r\n"
                        + indent + "Content-Type: application/HTTP-SPNEGO-session-encrypted\r\n"
                        + indent + "OriginalContent: type=" + SOAP + ";Length=" + length + "\r\n"
                        + "--Encrypted Boundary\r\n"
                        + indent + "Content-Type: application/octet-stream\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {16, 0, 0, 0});
        out.writeBytes(part.signature());
        out.writeBytes(part.cipherText());
        out.writeBytes((closing + "--Encrypted Boundary--" + end).getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] bytes(EncryptedBody body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        return out.toByteArray();
    }

    /** A context that takes four bytes at once, as CredSSP takes 16 KiB. */
    private record SmallParts(SecurityContext inner) implements SecurityContext {
        @Override
        public String scheme() {
            return inner.scheme();
        }

        @Override
        public byte[] step(byte[] serverToken) throws AuthenticationFailedException {
            return inner.step(serverToken);
        }

        @Override
        public boolean established() {
            return inner.established();
        }

        @Override
        public boolean canEncrypt() {
            return true;
        }

        @Override
        public String encryptionProtocol() {
            return inner.encryptionProtocol();
        }

        @Override
        public int maximumPlainText() {
            return 4;
        }

        @Override
        public EncryptedPart wrap(byte[] plain, int offset, int length) throws IOException {
            return inner.wrap(plain, offset, length);
        }

        @Override
        public ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException {
            return inner.unwrap(token, signatureLength);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
