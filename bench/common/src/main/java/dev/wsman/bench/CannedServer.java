package dev.wsman.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.EnumMap;
import java.util.Map;

/**
 * A server that replies to Identify, Get, Enumerate, Pull and Release with prebuilt bytes. The path of a request
 * determines the items of an enumeration: {@code /wsman/1000/20} means 20 batches of 1000 items, and {@code
 * /wsman/30/20/indented} the same in another {@link CannedLayout}. It prints its port, and ends when its input ends.
 */
public final class CannedServer {
    private static final int DEFAULT_BATCH = 20;
    private static final int DEFAULT_BATCHES = 5;

    private final Map<CannedLayout, CannedReplies> forms = new EnumMap<>(CannedLayout.class);

    private CannedServer() {
        for (CannedLayout layout : CannedLayout.values()) {
            forms.put(layout, new CannedReplies(layout));
        }
    }

    /**
     * Runs the server. The argument is the number of loopback addresses to listen on, from 127.0.0.1; the default is
     * one.
     */
    public static void main(String[] arguments) throws IOException {
        int addresses = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        CannedServer server = new CannedServer();
        Selector selector = Selector.open();
        int port = listen(selector, 1, 0);
        for (int i = 2; i <= addresses; i++) {
            listen(selector, i, port);
        }
        Thread accepting = new Thread(() -> server.accept(selector), "accept");
        accepting.setDaemon(true);
        accepting.start();
        System.out.println("port " + port + " item "
                + server.forms.get(CannedLayout.COMPACT).itemSize());
        while (System.in.read() >= 0) {
            // the parent process ends this one by closing its input
        }
    }

    /** Returns the n-th loopback address. To a client, each address is a different host. */
    public static String address(int n) {
        return "127.0." + (n >> 8) + "." + (n & 0xff);
    }

    private static int listen(Selector selector, int n, int port) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getByName(address(n)), port), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void accept(Selector selector) {
        try {
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
                    if (channel != null) {
                        serve(channel);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        channel.configureBlocking(true);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Thread thread = new Thread(null, () -> converse(channel), "connection", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private void converse(SocketChannel channel) {
        try (channel) {
            CannedRequest request = new CannedRequest(channel);
            while (request.read()) {
                write(channel, reply(request));
            }
        } catch (IOException e) {
            // the client closed the connection
        }
    }

    private static void write(SocketChannel channel, ByteBuffer[] reply) throws IOException {
        for (int first = 0; first < reply.length; ) {
            channel.write(reply, first, reply.length - first);
            while (first < reply.length && !reply[first].hasRemaining()) {
                first++;
            }
        }
    }

    private ByteBuffer[] reply(CannedRequest request) {
        String action = request.action();
        String name = action.substring(action.lastIndexOf('/') + 1);
        int batch = request.number(2, DEFAULT_BATCH);
        CannedReplies replies = forms.get(request.layout());
        return switch (name) {
            case "" -> replies.identify();
            case "Get" -> replies.get(request.messageId());
            case "Enumerate" -> enumerate(replies, request, batch, request.number(3, DEFAULT_BATCHES));
            case "Pull" -> replies.pull(request.messageId(), context(request.batchesLeft() - 1), batch);
            default -> replies.empty(action, request.messageId());
        };
    }

    private static ByteBuffer[] enumerate(CannedReplies replies, CannedRequest request, int batch, int batches) {
        return request.isOptimized()
                ? replies.enumerate(request.messageId(), context(batches - 1), batch)
                : replies.enumerate(request.messageId(), context(batches));
    }

    private static String context(int left) {
        return left == 0 ? "" : "left-" + left;
    }
}
