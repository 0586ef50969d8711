package dev.wsman.testkit.proxy;

import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.RequestAuthenticator;
import dev.wsman.testkit.http.RequestAuthenticator.Reply;
import dev.wsman.testkit.proxy.ProxyRequest.Header;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection from a client, and its own connection to the server. */
final class ProxyClientConnection implements Runnable {
    private static final int CONNECT_MILLIS = 5000;

    private final ProxyServer proxy;
    private final Socket client;
    private final int number;
    private final ClientConnection state;
    private final List<Header> proof = new ArrayList<>();
    private Socket server;
    private String serverName = "";
    private InputStream fromServer;
    private InputStream in;
    private OutputStream out;

    ProxyClientConnection(ProxyServer proxy, Socket client, int number) {
        this.proxy = proxy;
        this.client = client;
        this.number = number;
        this.state = new ClientConnection(number);
    }

    @Override
    public void run() {
        try {
            client.setTcpNoDelay(true);
            in = new BufferedInputStream(client.getInputStream());
            out = new BufferedOutputStream(client.getOutputStream());
            boolean open = true;
            while (open) {
                MessageHead request = MessageHead.read(in);
                open = request != null && serve(request, request.body(in));
                out.flush();
            }
        } catch (IOException broken) {
            // the client or the server has closed the connection
        } finally {
            proxy.closed(client);
            closeServer();
        }
    }

    /** Serves a request. Returns whether the connection stays open. */
    private boolean serve(MessageHead request, byte[] body) throws IOException {
        ProxyFailure failure = proxy.failure();
        return switch (failure.kind()) {
            case CLOSE -> false;
            case SILENCE -> {
                recorded(request, body, 0);
                in.transferTo(OutputStream.nullOutputStream());
                yield false;
            }
            case GIBBERISH -> {
                out.write("220 mail.example ESMTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                yield false;
            }
            case REPLY -> {
                List<Header> challenges = failure.challenge().isEmpty()
                        ? List.of()
                        : List.of(new Header("Proxy-Authenticate", failure.challenge()));
                reply(request, body, failure.status(), failure.text(), challenges);
                yield true;
            }
            case NONE -> admitted(request, body) ? carry(request, body) : !proxy.closesAfter407();
        };
    }

    private boolean admitted(MessageHead request, byte[] body) throws IOException {
        String name = proxy.negotiateName();
        ProxyExchange exchange = new ProxyExchange(request, known(request.header("Proxy-Authorization"), name));
        byte[] authenticated = body.length == 0 ? new byte[1] : body;
        RequestAuthenticator.Decision decision = proxy.authenticator().decide(exchange, authenticated, state);
        proof.clear();
        if (!(decision instanceof Reply refused)) {
            List<String> last = exchange.getResponseHeaders().getOrDefault("WWW-Authenticate", List.of());
            last.forEach(value -> proof.add(new Header("Proxy-Authentication-Info", value)));
            return true;
        }
        List<Header> headers = new ArrayList<>();
        refused.headers()
                .getOrDefault("WWW-Authenticate", List.of())
                .forEach(value -> headers.add(new Header("Proxy-Authenticate", value.replace("Negotiate", name))));
        if (proxy.closesAfter407()) {
            headers.add(new Header("Connection", "close"));
        }
        reply(request, body, 407, "<html>who are you?</html>", headers);
        return false;
    }

    /**
     * Returns the credentials with "Negotiate" in place of the name that the proxy uses for it, or empty if they have
     * another name.
     */
    private static String known(String given, String name) {
        if (given.startsWith(name + " ")) {
            return "Negotiate" + given.substring(name.length());
        }
        return given.startsWith("Negotiate ") ? "" : given;
    }

    private void reply(MessageHead request, byte[] body, int status, String text, List<Header> headers)
            throws IOException {
        recorded(request, body, status);
        byte[] page = text.getBytes(StandardCharsets.UTF_8);
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("Content-Type", "text/html"));
        all.add(new Header("Content-Length", Integer.toString(page.length)));
        new MessageHead("HTTP/1.1 " + status + " Proxy Says So", all).writeTo(out);
        out.write(page);
    }

    private void recorded(MessageHead request, byte[] body, int status) {
        proxy.record(new ProxyRequest(
                number, request.word(0), request.word(1), List.copyOf(request.headers()), body.length, status));
    }

    private boolean carry(MessageHead request, byte[] body) throws IOException {
        boolean tunnel = request.word(0).equals("CONNECT");
        try {
            reach(tunnel ? request.word(1) : URI.create(request.word(1)).getAuthority());
        } catch (IOException unreachable) {
            reply(request, body, 502, "<html>no route to the server</html>", List.of());
            return true;
        }
        return tunnel ? tunnel(request) : forward(request, body);
    }

    private void reach(String authority) throws IOException {
        if (server != null && serverName.equals(authority)) {
            return;
        }
        closeServer();
        int colon = authority.lastIndexOf(':');
        String host = authority.substring(0, colon).replaceAll("[\\[\\]]", "");
        Socket socket = proxy.tracked(new Socket());
        socket.setTcpNoDelay(true);
        socket.connect(
                new InetSocketAddress(proxy.addressOf(host), Integer.parseInt(authority.substring(colon + 1))),
                CONNECT_MILLIS);
        server = socket;
        serverName = authority;
        fromServer = new BufferedInputStream(socket.getInputStream());
    }

    private boolean forward(MessageHead request, byte[] body) throws IOException {
        URI target = URI.create(request.word(1));
        OutputStream toServer = new BufferedOutputStream(server.getOutputStream());
        String path = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
        request.forwarded(request.word(0) + " " + path + " HTTP/1.1").writeTo(toServer);
        toServer.write(body);
        toServer.flush();
        MessageHead response = MessageHead.read(fromServer);
        if (response == null) {
            closeServer();
            reply(request, body, 502, "<html>the server has gone</html>", List.of());
            return true;
        }
        recorded(request, body, Integer.parseInt(response.word(1)));
        boolean serverCloses = response.header("Connection").equalsIgnoreCase("close");
        response.forwarded(response.startLine()).with(proof).writeTo(out);
        boolean delimited = response.copyBody(fromServer, out);
        if (serverCloses || !delimited) {
            closeServer();
        }
        return delimited;
    }

    private boolean tunnel(MessageHead request) throws IOException {
        recorded(request, new byte[0], 200);
        new MessageHead("HTTP/1.1 200 Connection established", proof).writeTo(out);
        out.flush();
        Socket target = server;
        ProxyServer.daemon("tunnel-" + number, () -> relay(target));
        in.transferTo(target.getOutputStream());
        return false;
    }

    private void relay(Socket target) {
        try {
            target.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException broken) {
            // the client or the server has closed the connection
        } finally {
            proxy.closed(client);
        }
    }

    private void closeServer() {
        if (server != null) {
            proxy.closed(server);
            server = null;
        }
    }
}
