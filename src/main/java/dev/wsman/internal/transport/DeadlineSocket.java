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
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A socket over a channel whose every read and write ends by the deadline of the exchange at hand, however slowly the
 * other side trickles; TLS on top of it is bounded with it. Being a channel, it also reacts to a thread's interruption.
 * One thread uses it at a time, but any may close it.
 */
final class DeadlineSocket extends Socket {
    /** Up to here a write fits the kernel's buffer on an idle connection, and cannot block. */
    private static final int FITS_SEND_BUFFER = 4096;

    private final SocketChannel channel;
    private final Socket socket;
    private volatile Deadline deadline;

    private DeadlineSocket(SocketChannel channel, Deadline deadline) {
        this.channel = channel;
        this.socket = channel.socket();
        this.deadline = deadline;
    }

    static DeadlineSocket connect(SocketAddress address, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            deadline.opening().of(channel);
            channel.socket().setTcpNoDelay(true);
            channel.socket().setKeepAlive(true);
            channel.socket().connect(address, deadline.millisLeft());
            return new DeadlineSocket(channel, deadline);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void deadline(Deadline next) {
        deadline = next;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Whether the other side has closed, or has said something that nobody asked for, while the connection was idle. */
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
    public InputStream getInputStream() throws IOException {
        return new Input(socket.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Output(socket.getOutputStream());
    }

    private SocketTimeoutException late() {
        return new SocketTimeoutException("the deadline of " + deadline.limit().toMillis() + " ms has passed");
    }

    private final class Input extends InputStream {
        private final InputStream in;

        Input(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (deadline.expired()) {
                throw late();
            }
            socket.setSoTimeout(deadline.millisLeft());
            return in.read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            DeadlineSocket.this.close();
        }
    }

    private final class Output extends OutputStream {
        private final OutputStream out;

        Output(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (deadline.expired()) {
                throw late();
            }
            if (length <= FITS_SEND_BUFFER) {
                out.write(bytes, offset, length);
            } else {
                writeWatched(ByteBuffer.wrap(bytes, offset, length));
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            DeadlineSocket.this.close();
        }
    }

    private void writeWatched(ByteBuffer buffer) throws IOException {
        channel.configureBlocking(false);
        try {
            channel.write(buffer);
            if (buffer.hasRemaining()) {
                writeAsItGoes(buffer);
            }
        } finally {
            if (channel.isOpen()) {
                channel.configureBlocking(true);
            }
        }
    }

    private void writeAsItGoes(ByteBuffer buffer) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_WRITE);
            while (buffer.hasRemaining()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline.nanosLeft());
                if (left <= 0) {
                    throw late();
                }
                selector.select(left);
                selector.selectedKeys().clear();
                if (Thread.currentThread().isInterrupted()) {
                    channel.close();
                    throw new java.nio.channels.ClosedByInterruptException();
                }
                channel.write(buffer);
            }
        }
    }

    @Override
    public void close() throws IOException {
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

    /** The deadline decides how long a read waits; whoever sets a timeout is heard politely. */
    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getSoTimeout() {
        return deadline.millisLeft();
    }

    @Override
    public void setSoLinger(boolean on, int linger) throws SocketException {
        socket.setSoLinger(on, linger);
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
