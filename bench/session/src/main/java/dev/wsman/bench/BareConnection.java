package dev.wsman.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;

/** One new connection with HttpCore alone, for the legs of a login and the first request. */
final class BareConnection implements AutoCloseable {
    private final URI url;
    private final DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(Http1Config.DEFAULT);

    /**
     * A reply.
     *
     * @param token the token of the server's challenge; empty if there is none
     */
    record Reply(int status, byte[] token, byte[] body) {
        /** Returns the body. Throws if it is not that of a success. */
        byte[] success() {
            if (status != 200) {
                throw new IllegalStateException("HTTP " + status);
            }
            return body;
        }
    }

    /** Puts a layer such as TLS on a socket. */
    interface Layer {
        Socket over(Socket socket) throws IOException;
    }

    BareConnection(URI url, Layer layer) throws IOException {
        this.url = url;
        Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort());
        socket.setTcpNoDelay(true);
        http.bind(layer.over(socket));
    }

    /** Sends one leg of a login: an empty request with a token. Returns the token of the reply. */
    byte[] leg(String scheme, byte[] token) throws IOException, HttpException {
        ClassicHttpRequest request = request(new byte[0], CannedContract.CONTENT_TYPE);
        request.addHeader("Authorization", scheme + " " + Base64.getEncoder().encodeToString(token));
        return exchange(request).token();
    }

    byte[] exchange(byte[] content, String type) throws IOException, HttpException {
        return exchange(request(content, type)).success();
    }

    private Reply exchange(ClassicHttpRequest request) throws IOException, HttpException {
        http.sendRequestHeader(request);
        http.sendRequestEntity(request);
        http.flush();
        ClassicHttpResponse response = http.receiveResponseHeader();
        http.receiveResponseEntity(response);
        byte[] body = response.getEntity() == null
                ? new byte[0]
                : response.getEntity().getContent().readAllBytes();
        return new Reply(response.getCode(), token(response), body);
    }

    /** Returns the token of a challenge; empty if there is none. */
    private static byte[] token(ClassicHttpResponse response) {
        Header challenge = response.getFirstHeader("WWW-Authenticate");
        String value = challenge == null ? "" : challenge.getValue();
        int space = value.indexOf(' ');
        if (space < 0 && response.getCode() == 401) {
            throw new IllegalStateException("refused: " + value);
        }
        return space < 0 ? new byte[0] : Base64.getDecoder().decode(value.substring(space + 1));
    }

    private ClassicHttpRequest request(byte[] content, String type) {
        ClassicHttpRequest request = new BasicClassicHttpRequest("POST", url.getPath());
        request.addHeader("Host", url.getAuthority());
        request.addHeader("Content-Type", type);
        request.addHeader("Content-Length", Integer.toString(content.length));
        request.setEntity(new ByteArrayEntity(content, null));
        return request;
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
    }
}
