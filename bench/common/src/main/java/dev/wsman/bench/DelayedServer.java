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
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server for many hosts that reply late: to Get, and to Pull with the fault of Windows that nothing has happened. The
 * path of a request determines the delay: {@code /wsman/2000} means two seconds. Subscribe and Unsubscribe get their
 * replies at once. One thread serves all connections, and replies when the time has come. It prints its port, and ends
 * when its input ends.
 */
public final class DelayedServer {
    private static final int BACKLOG = 1024;

    private final Selector selector = Selector.open();
    private final DelayedReplies replies = new DelayedReplies();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 * 1024);
    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparingLong(Due::nanoTime));

    /** A reply, and when to send it. */
    private record Due(long nanoTime, SocketChannel channel, ByteBuffer[] reply) {}

    private DelayedServer() throws IOException {}

    /** Runs the server. Arguments: the number of its first loopback address, and how many addresses it listens on. */
    public static void main(String[] arguments) throws IOException {
        DelayedServer server = new DelayedServer();
        int first = Integer.parseInt(arguments[0]);
        int port = 0;
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            port = server.listen(first + i, port);
        }
        Thread serving = new Thread(server::serve, "serve");
        serving.setDaemon(true);
        serving.start();
        System.out.println("port " + port);
        while (System.in.read() >= 0) {
            // the parent process ends this one by closing its input
        }
    }

    private int listen(int address, int port) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getByName(CannedServer.address(address)), port), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private void serve() {
        try {
            while (true) {
                selector.select(this::ready, millisToNext());
                sendDue();
            }
        } catch (IOException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    /** Returns the milliseconds until the next reply is due, at least 1. */
    private long millisToNext() {
        Due next = waiting.peek();
        return next == null
                ? 1000
                : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.nanoTime() - System.nanoTime() + 500_000));
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (((DelayedRequest) key.attachment()).read(scratch)) {
                received((DelayedRequest) key.attachment());
            }
        } catch (IOException e) {
            close(key); // the client closed the connection
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        SocketChannel channel = listener.accept();
        if (channel != null) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new DelayedRequest(channel));
        }
    }

    private void received(DelayedRequest request) throws IOException {
        if (request.operation().endsWith("ubscribe")) {
            send(request.channel(), replies.of(request));
        } else {
            long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.delayMillis());
            waiting.add(new Due(due, request.channel(), replies.of(request)));
        }
    }

    private void sendDue() {
        for (Due next = waiting.peek();
                next != null && next.nanoTime() - System.nanoTime() <= 0;
                next = waiting.peek()) {
            waiting.remove();
            try {
                send(next.channel(), next.reply());
            } catch (IOException e) {
                close(next.channel().keyFor(selector));
            }
        }
    }

    private static void send(SocketChannel channel, ByteBuffer[] reply) throws IOException {
        ByteBuffer last = reply[reply.length - 1];
        while (last.hasRemaining()) {
            channel.write(reply); // a reply fits into the buffer of a socket
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // it is closed anyway
        }
    }
}
