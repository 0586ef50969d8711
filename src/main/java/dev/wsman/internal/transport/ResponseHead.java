package dev.wsman.internal.transport;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.Challenge;
import dev.wsman.internal.transport.auth.ChallengeParser;
import dev.wsman.internal.transport.encryption.EncryptedBody;
import dev.wsman.internal.xml.UnicodeForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.message.MessageSupport;
import org.jspecify.annotations.Nullable;

/** The status and the headers of a response, and its body as far as the transport reads it itself. */
final class ResponseHead {
    /** How many bytes of an unwanted body are read to keep the connection. */
    private static final int BODY = 64 * 1024;

    /** How many bytes of a body are kept at most to check a proof that covers it. */
    private static final int PROVEN_BODY = 64 << 20;

    /** How long to wait for the body of an error response. */
    static final Duration REFUSAL = Duration.ofSeconds(2);

    private final ClassicHttpResponse response;
    private final DeadlineSocket socket;
    private String excerpt = "";
    private boolean read;
    private boolean empty;
    private boolean drained;
    private byte @Nullable [] held;

    private ResponseHead(ClassicHttpResponse response, DeadlineSocket socket) {
        this.response = response;
        this.socket = socket;
    }

    static ResponseHead of(ClassicHttpResponse response, DeadlineSocket socket) {
        return new ResponseHead(response, socket);
    }

    ClassicHttpResponse response() {
        return response;
    }

    int status() {
        return response.getCode();
    }

    @Nullable
    String reasonPhrase() {
        return response.getReasonPhrase();
    }

    @Nullable
    String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        for (Header header : response.getHeaders(name)) {
            values.add(header.getValue());
        }
        return values;
    }

    InputStream body() throws IOException {
        if (held != null) {
            return new ByteArrayInputStream(held);
        }
        HttpEntity entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /**
     * Reads the whole body and keeps it, so that {@link #body} returns it again.
     *
     * @param body reads the body
     * @throws AuthenticationFailedException if it is longer than 64 MiB, the most that is kept in memory to check a
     *     proof
     */
    byte[] hold(InputStream body) throws IOException {
        byte[] whole = body.readNBytes(PROVEN_BODY + 1);
        if (whole.length > PROVEN_BODY) {
            throw new AuthenticationFailedException("Digest: the server's proof (rspauth) covers a body of more than "
                    + PROVEN_BODY + " bytes; it was not read");
        }
        held = whole;
        return whole;
    }

    /** The values of the header in which the server or the proxy lists its schemes. */
    List<String> challenges() {
        return headers(ChallengeRole.of(status()).challengeHeader());
    }

    List<Challenge> parsedChallenges() {
        return ChallengeParser.parse(challenges());
    }

    List<String> schemesOffered() {
        return parsedChallenges().stream().map(Challenge::scheme).distinct().toList();
    }

    /**
     * Drains the body, up to 64 KiB, so that the connection can be reused, and keeps an excerpt. For error statuses it
     * waits two seconds at most.
     */
    ResponseHead drain() throws IOException {
        if (read) {
            return this;
        }
        read = true;
        if (hasNoBody()) {
            drained = true;
            empty = true;
            return this;
        }
        Deadline whole = socket.deadline();
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try {
            if (status() >= 300) {
                socket.deadline(whole.atMost(REFUSAL));
            }
            drained = drain(body(), seen);
        } catch (SocketTimeoutException e) {
            if (status() < 300) {
                throw e;
            }
        } finally {
            socket.deadline(whole);
        }
        byte[] bytes = seen.toByteArray();
        empty = drained && bytes.length == 0;
        excerpt = new String(
                bytes, 0, Math.min(bytes.length, 1024), UnicodeForm.of(bytes).charset());
        return this;
    }

    /** Whether the response says that its body is empty, as those in a handshake do. */
    private boolean hasNoBody() {
        HttpEntity entity = response.getEntity();
        return held == null && entity != null && entity.getContentLength() == 0;
    }

    private static boolean drain(InputStream body, ByteArrayOutputStream seen) throws IOException {
        byte[] some = new byte[8192];
        while (seen.size() < BODY) {
            int read = body.read(some);
            if (read < 0) {
                return true;
            }
            seen.write(some, 0, read);
        }
        return false;
    }

    /** Whether the body, which has been {@link #drain}ed, is empty. */
    boolean isEmpty() {
        return empty;
    }

    String excerpt() {
        return excerpt;
    }

    /** Whether the body may contain an envelope, encrypted or not. */
    boolean mayBeSoap() {
        String type = header("Content-Type");
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return lower.contains("xml") && !lower.contains("xhtml") || lower.startsWith("multipart/");
    }

    /** Whether the body is encrypted messages. */
    boolean isEncrypted() {
        return EncryptedBody.isEncrypted(header("Content-Type"));
    }

    /** Whether another exchange can follow on the connection; the body has been {@link #drain}ed. */
    boolean isReusable() {
        return drained && keepsAlive();
    }

    /** Whether the server keeps the connection once the body has been read. */
    boolean keepsAlive() {
        boolean keepAlive = false;
        if (response.containsHeader("Connection")) {
            Iterable<String> tokens = () -> MessageSupport.iterateTokens(response, "Connection");
            for (String token : tokens) {
                if (token.equalsIgnoreCase("close")) {
                    return false;
                }
                keepAlive |= token.equalsIgnoreCase("keep-alive");
            }
        }
        boolean modern = response.getVersion() == null || response.getVersion().greaterEquals(HttpVersion.HTTP_1_1);
        return (modern || keepAlive) && (response.getEntity() == null || isDelimited());
    }

    /** Whether the body has a length or is chunked; otherwise it ends where the connection ends. */
    private boolean isDelimited() {
        return response.getEntity().isChunked() || response.getEntity().getContentLength() >= 0;
    }
}
