package dev.wsman.testkit.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Optional;

/**
 * What ties a handshake to the TLS connection under it: {@code tls-server-end-point} (RFC 5929) of the service's
 * certificate, which is signed with SHA-256.
 *
 * @param data the application data
 * @param required whether a client without it is refused
 */
public record ChannelBinding(byte[] data, boolean required) {
    static Optional<ChannelBinding> of(HttpExchange exchange, boolean required) {
        if (!(exchange instanceof HttpsExchange https)) {
            return Optional.empty();
        }
        try {
            Certificate own = https.getSSLSession().getLocalCertificates()[0];
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(own.getEncoded());
            byte[] prefix = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);
            byte[] data = ByteBuffer.allocate(prefix.length + hash.length)
                    .put(prefix)
                    .put(hash)
                    .array();
            return Optional.of(new ChannelBinding(data, required));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The hash that NTLM carries (MS-NLMP 2.2.2.1, MsvAvChannelBindings). */
    byte[] hash() {
        ByteBuffer struct = ByteBuffer.allocate(20 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return NtlmKeys.md5(struct.position(16).putInt(data.length).put(data).array());
    }
}
