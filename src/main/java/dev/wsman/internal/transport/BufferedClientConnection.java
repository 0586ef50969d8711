package dev.wsman.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/** HttpCore's connection over a socket without TLS, whose bytes pass through a {@link ConnectionBuffer}. */
final class BufferedClientConnection extends DefaultBHttpClientConnection {

    BufferedClientConnection(Http1Config limits) {
        super(limits);
    }

    void bind(Socket socket, ConnectionBuffer buffer) throws IOException {
        bind(new SocketHolder(socket) {
            @Override
            protected InputStream getInputStream(Socket plain) throws IOException {
                return buffer.over(super.getInputStream(plain));
            }

            @Override
            protected OutputStream getOutputStream(Socket plain) throws IOException {
                return buffer.over(super.getOutputStream(plain));
            }
        });
    }
}
