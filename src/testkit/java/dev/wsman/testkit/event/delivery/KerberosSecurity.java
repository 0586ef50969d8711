package dev.wsman.testkit.event.delivery;

import dev.wsman.testkit.auth.KerberosChannel;
import dev.wsman.testkit.auth.RefusedException;
import dev.wsman.testkit.event.delivery.SourceConnection.SinkReply;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Kerberos on each connection: an empty POST with a token, whose reply has the token of the collector, and encrypted
 * messages afterwards (EVENTING.md 4.2).
 */
record KerberosSecurity(ForwardingSettings.KerberosLogin login, SSLContext tls) implements SinkSecurity {

    @Override
    public Optional<SinkPassword> password() {
        return Optional.empty();
    }

    @Override
    public Channel authenticate(SourceConnection connection, String path) throws IOException {
        try {
            KerberosChannel channel = new KerberosChannel(login.keytab(), login.principal(), login.service());
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/soap+xml;charset=UTF-16");
            headers.put("User-Agent", "Microsoft WinRM Client");
            headers.put("Authorization", "Kerberos " + Base64.getEncoder().encodeToString(channel.firstToken()));
            SinkReply reply = connection.post(path, headers, new byte[0]);
            String token = reply.header("WWW-Authenticate")
                    .filter(value -> reply.status() == 200 && value.startsWith("Kerberos "))
                    .orElseThrow(() -> new IOException("the sink refused Kerberos with status " + reply.status()));
            channel.complete(Base64.getDecoder().decode(token.substring(9).strip()));
            return new EncryptedChannel(channel);
        } catch (RefusedException failed) {
            throw new IOException(failed);
        }
    }

    private record EncryptedChannel(KerberosChannel channel) implements Channel {
        @Override
        public byte[] encrypt(String contentType, byte[] body) {
            return channel.encrypt(contentType, body);
        }

        @Override
        public String contentType(String original) {
            return channel.contentType();
        }

        @Override
        public byte[] decrypt(String contentType, byte[] body) throws IOException {
            try {
                return channel.decrypt(contentType, body);
            } catch (RefusedException broken) {
                throw new IOException(broken);
            }
        }
    }
}
