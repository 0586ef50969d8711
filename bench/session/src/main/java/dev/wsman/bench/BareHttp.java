package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.xml.stream.XMLStreamException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;

/** Round trips over HttpCore alone, with one connection per thread. Thread-safe. */
final class BareHttp implements AutoCloseable {
    private final URI url;
    private final List<DefaultBHttpClientConnection> connections = new CopyOnWriteArrayList<>();
    private final ThreadLocal<DefaultBHttpClientConnection> connection = ThreadLocal.withInitial(this::connect);

    BareHttp(URI url) {
        this.url = url;
    }

    /** Reads the content of a reply. */
    interface Reader<T> {
        T read(InputStream content) throws XMLStreamException;
    }

    private DefaultBHttpClientConnection connect() {
        try {
            Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort());
            socket.setTcpNoDelay(true);
            DefaultBHttpClientConnection opened = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
            opened.bind(socket);
            connections.add(opened);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T exchange(String envelope, Reader<T> reader) {
        DefaultBHttpClientConnection http = connection.get();
        try {
            ClassicHttpRequest request = request(envelope);
            http.sendRequestHeader(request);
            http.sendRequestEntity(request);
            http.flush();
            ClassicHttpResponse response = http.receiveResponseHeader();
            http.receiveResponseEntity(response);
            try (InputStream content = response.getEntity().getContent()) {
                return reader.read(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (HttpException | XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private ClassicHttpRequest request(String envelope) {
        byte[] content = envelope.getBytes(UTF_8);
        ClassicHttpRequest request = new BasicClassicHttpRequest("POST", url.getPath());
        request.addHeader("Host", url.getAuthority());
        request.addHeader("Content-Type", CannedContract.CONTENT_TYPE);
        request.addHeader("Content-Length", Integer.toString(content.length));
        request.setEntity(new ByteArrayEntity(content, null));
        return request;
    }

    @Override
    public void close() {
        connections.forEach(opened -> opened.close(CloseMode.GRACEFUL));
    }
}
