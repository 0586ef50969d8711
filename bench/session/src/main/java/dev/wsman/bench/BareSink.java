package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import javax.xml.stream.XMLStreamException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** Receives deliveries over bare HTTP, and acknowledges them with the same bytes. */
final class BareSink implements EventReader {
    private static final byte[] ACK = ("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
                    + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\"><s:Header>"
                    + "<a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>"
                    + "<a:Action>http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack</a:Action>"
                    + "<a:MessageID>uuid:4C1E0B6A-7D52-4F3B-9A60-2B8D5E7F1C34</a:MessageID>"
                    + "<a:RelatesTo>uuid:9B27D3E8-51AC-4D0F-8C76-E3A4105B6F92</a:RelatesTo></s:Header>"
                    + "<s:Body></s:Body></s:Envelope>")
            .getBytes(UTF_8);

    private final BareEvents messages = new BareEvents();

    @Override
    public void read(String url, EventWindow window) {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
                BareHttp http = new BareHttp(URI.create(url))) {
            Thread thread = new Thread(() -> serve(listener, window), "bare-sink");
            thread.setDaemon(true);
            thread.start();
            String notifyTo = "<e:Delivery><e:NotifyTo><a:Address>http://127.0.0.1:" + listener.getLocalPort()
                    + "/sink</a:Address></e:NotifyTo></e:Delivery>";
            BareEvents.Scan scan = http.exchange(BareEvents.subscribe(notifyTo), messages::scan);
            window.await();
            http.exchange(BareEvents.unsubscribe(scan.identifier), messages::scan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(ServerSocket listener, EventWindow window) {
        try (Socket socket = listener.accept();
                DefaultBHttpServerConnection connection =
                        new DefaultBHttpServerConnection("http", Http1Config.DEFAULT)) {
            socket.setTcpNoDelay(true);
            connection.bind(socket);
            for (ClassicHttpRequest request = connection.receiveRequestHeader();
                    request != null;
                    request = connection.receiveRequestHeader()) {
                connection.receiveRequestEntity(request);
                try (InputStream content = request.getEntity().getContent()) {
                    window.add(messages.scan(content).events);
                }
                acknowledge(connection);
            }
        } catch (IOException | HttpException | XMLStreamException e) {
            // the source closed the connection when its subscription ended
        }
    }

    private static void acknowledge(DefaultBHttpServerConnection connection) throws IOException, HttpException {
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.addHeader("Content-Type", CannedContract.CONTENT_TYPE);
        response.addHeader("Content-Length", Integer.toString(ACK.length));
        response.setEntity(new ByteArrayEntity(ACK, null));
        connection.sendResponseHeader(response);
        connection.sendResponseEntity(response);
        connection.flush();
    }
}
