package dev.wsman.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose every read and write ends by the deadline of the current exchange, however slowly the peer sends. TLS
 * on top of it is bounded in the same way. It is backed by a channel, so that it also reacts to the interruption of a
 * thread. One thread uses it at a time; any thread may close it.
 */
final class DeadlineSocket extends Socket {
    /**
     * The most bytes of one read or write. The JDK keeps a buffer outside the heap for each thread, as large as the
     * thread's largest read or write so far.
     */
    private static final int MAXIMUM_CHUNK = 64 * 1024;

    private final SocketChannel channel;
    private final Socket socket;
    private final DeadlineWatchdog watch;
    private final PendingConnect pending;
    private volatile Deadline deadline;
    /** The first bytes from the peer, which show its protocol. */
    private final byte[] first = new byte[5];

    private int heard;
    private boolean mute;
    /** The received TLS records; null without TLS. */
    private @Nullable ConnectionBuffer records;

    private DeadlineSocket(SocketChannel channel, Deadline deadline, PendingConnect pending) {
        this.pending = pending;
        this.channel = channel;
        this.socket = channel.socket();
        this.watch = DeadlineWatchdog.on(channel);
        this.deadline = deadline;
    }

    /**
     * Connects.
     *
     * @param pending lets another thread abandon the connection while it is being made
     */
    static DeadlineSocket connect(SocketAddress address, Deadline deadline, PendingConnect pending) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            pending.replace(channel);
            channel.socket().setTcpNoDelay(true);
            channel.socket().setKeepAlive(true);
            channel.socket().connect(address, deadline.millisLeft());
            return new DeadlineSocket(channel, deadline, pending);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** What the thread that uses this socket waits for besides the socket itself. */
    PendingConnect pending() {
        return pending;
    }

    Deadline deadline() {
        return deadline;
    }

    void deadline(Deadline next) {
        mute = false;
        deadline = next;
    }

    /**
     * Returns the buffer of the TLS records that are received. From the first call on, the input stream reads through
     * it.
     */
    ConnectionBuffer records() {
        ConnectionBuffer buffer = records;
        if (buffer == null) {
            buffer = ConnectionBuffer.belowTls();
            records = buffer;
        }
        return buffer;
    }

    /** Makes every read return the end of the stream, until the next deadline is set. */
    void mute() {
        mute = true;
    }

    /** Whether the peer closed the connection, or sent bytes without a request, while the connection was idle. */
    boolean isStale() {
        try {
            channel.configureBlocking(false);
            int read = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return read != 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public InputStream getInputStream() {
        ConnectionBuffer buffer = records;
        return buffer == null ? new Input() : buffer.over(new Input());
    }

    @Override
    public OutputStream getOutputStream() {
        return new Output();
    }

    private SocketTimeoutException late() {
        return new DeadlinePassedException(deadline.limit().toMillis());
    }

    /** Returns the moment until which to wait; throws if it has passed. */
    private long end() throws SocketTimeoutException {
        Deadline now = deadline;
        if (now.expired()) {
            throw late();
        }
        return now.end();
    }

    private int read(ByteBuffer bytes) throws IOException {
        int count;
        watch.begin(end());
        try {
            count = channel.read(bytes);
        } catch (IOException e) {
            throw watch.end() ? e : late();
        }
        if (!watch.end()) {
            throw late();
        }
        for (int i = 0; i < count && heard < first.length; i++) {
            first[heard++] = bytes.get(bytes.position() - count + i);
        }
        return count;
    }

    /** Whether the peer has not sent anything on this connection. */
    boolean heardNothing() {
        return heard == 0;
    }

    /** Whether the peer began with a TLS record (RFC 8446 5.1), for example an alert. */
    boolean heardTls() {
        return heard > 1 && first[0] >= 20 && first[0] <= 23 && first[1] == 3;
    }

    /** Whether the peer began as an HTTP response does. */
    boolean heardHttp() {
        return heard == first.length && new String(first, StandardCharsets.US_ASCII).equals("HTTP/");
    }

    private void write(ByteBuffer bytes) throws IOException {
        watch.begin(end());
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw watch.end() ? e : late();
        }
        if (!watch.end()) {
            throw late();
        }
    }

    /**
     * Carries no stack trace: the check for leftover bytes throws it after every reply, so that capturing one would be
     * pure cost.
     */
    private static final class DeadlinePassedException extends SocketTimeoutException {
        private static final long serialVersionUID = 1;

        DeadlinePassedException(long millis) {
            super("the deadline of " + millis + " ms has passed");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return mute
                    ? -1
                    : DeadlineSocket.this.read(ByteBuffer.wrap(bytes, offset, Math.min(length, MAXIMUM_CHUNK)));
        }

        @Override
        public int available() throws IOException {
            return socket.getInputStream().available();
        }

        @Override
        public void close() throws IOException {
            DeadlineSocket.this.close();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int end = offset + length;
            for (int from = offset; from < end; from += MAXIMUM_CHUNK) {
                DeadlineSocket.this.write(ByteBuffer.wrap(bytes, from, Math.min(end - from, MAXIMUM_CHUNK)));
            }
        }

        @Override
        public void close() throws IOException {
            DeadlineSocket.this.close();
        }
    }

    @Override
    public void close() throws IOException {
        watch.leave();
        channel.close();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        socket.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return socket.getTcpNoDelay();
    }

    /** Does nothing: the deadline decides how long a read waits. */
    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getSoTimeout() {
        return deadline.millisLeft();
    }

    /** Does nothing on a closed socket: HttpCore sets it on every one that it closes, and ignores the failure. */
    @Override
    public void setSoLinger(boolean on, int linger) throws SocketException {
        if (!isClosed()) {
            socket.setSoLinger(on, linger);
        }
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        socket.setKeepAlive(on);
    }

    @Override
    public String toString() {
        return socket.toString();
    }
}
