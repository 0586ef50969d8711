package dev.wsman.testkit.event.delivery;

import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** How a source authenticates to a sink. */
interface SinkSecurity {

    /** The TLS of https. */
    SSLContext tls();

    /** The password that is sent after a 401; empty if the source has none. */
    Optional<SinkPassword> password();

    /** Authenticates a new connection. */
    Channel authenticate(SourceConnection connection, String path) throws IOException;

    /** Encrypts and decrypts the messages of one connection. */
    interface Channel {
        Channel PLAIN = new Channel() {
            @Override
            public byte[] encrypt(String contentType, byte[] body) {
                return body;
            }

            @Override
            public String contentType(String original) {
                return original;
            }

            @Override
            public byte[] decrypt(String contentType, byte[] body) {
                return body;
            }
        };

        byte[] encrypt(String contentType, byte[] body) throws IOException;

        String contentType(String original);

        byte[] decrypt(String contentType, byte[] body) throws IOException;
    }

    /** No authentication but a password that is sent after a 401, and a client certificate if the TLS has one. */
    record Plain(SSLContext tls, Optional<SinkPassword> password) implements SinkSecurity {
        @Override
        public Channel authenticate(SourceConnection connection, String path) {
            return Channel.PLAIN;
        }
    }
}
