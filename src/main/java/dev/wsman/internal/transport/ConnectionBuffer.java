package dev.wsman.internal.transport;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection between HttpCore and the socket: a request until it is sent, then what was read of the
 * reply. Both take one system call if they fit. Over TLS, it has the records that were read and not decrypted yet.
 *
 * <p>HttpCore's own buffers, three for each connection, live as long as the connection. With 8 KiB each, they were three
 * quarters of the memory of an idle session; with less, a Get takes more system calls. HttpCore therefore gets small
 * buffers, and this one is kept during an exchange only. Afterwards it is reachable by a weak reference: a busy
 * connection finds it again, and the next garbage collection frees that of an idle one. It is small while the reply is
 * awaited, since thousands may be, and grows for a reply that fills it, which then takes fewer reads.
 *
 * <p>The JDK's TLS reads the five bytes before each record, and then the record. For a large reply in records of 16 KiB,
 * these were eight system calls for 64 KiB, and more of the processor time than decryption.
 *
 * <p>Used by one thread at a time, which sends a request completely before it reads the reply.
 */
final class ConnectionBuffer {
    /** The size at first: enough for a Get and its reply. */
    static final int SIZE = 4096;

    /** The largest size without TLS, where a long read passes the buffer by. */
    static final int LARGEST = 8192;

    /** The largest size below TLS: four records. */
    static final int LARGEST_BELOW_TLS = 64 * 1024;

    private final int largest;
    private WeakReference<byte[]> kept = new WeakReference<>(null);
    /** The buffer during an exchange. */
    private byte @Nullable [] bytes;
    /** The range of the bytes that were read, and not yet passed on. */
    private int from;

    private int to;
    /** The number of bytes that are not sent yet. */
    private int unsent;

    private ConnectionBuffer(int largest) {
        this.largest = largest;
    }

    /** Creates the buffer of a connection without TLS. */
    static ConnectionBuffer plain() {
        return new ConnectionBuffer(LARGEST);
    }

    /** Creates a buffer for the records of a TLS connection that are received. */
    static ConnectionBuffer belowTls() {
        return new ConnectionBuffer(LARGEST_BELOW_TLS);
    }

    private byte[] bytes() {
        byte[] current = bytes;
        if (current == null) {
            current = kept.get();
            if (current == null) {
                current = new byte[SIZE];
                kept = new WeakReference<>(current);
            }
            bytes = current;
        }
        return current;
    }

    private void enlarge() {
        byte[] larger = new byte[largest];
        kept = new WeakReference<>(larger);
        bytes = larger;
    }

    /** Lets the garbage collector free the buffer, after an exchange that has left nothing in it. */
    void rest() {
        from = 0;
        to = 0;
        bytes = null;
    }

    /** Whether there are bytes that were received and not passed on. */
    boolean hasUnread() {
        return from < to;
    }

    /** Whether the buffer is in memory. */
    boolean isAllocated() {
        return kept.get() != null;
    }

    /** Returns a stream that reads through the buffer. */
    InputStream over(InputStream socket) {
        return new Input(socket);
    }

    /** Returns a stream that writes through the buffer, until it is flushed or the buffer is full. */
    OutputStream over(OutputStream socket) {
        return new Output(socket);
    }

    private final class Input extends FilterInputStream {
        Input(InputStream socket) {
            super(socket);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (from == to && length >= largest) {
                return in.read(target, offset, length);
            }
            if (length == 0 || from == to && !fill()) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, to - from);
            System.arraycopy(bytes(), from, target, offset, count);
            from += count;
            return count;
        }

        /** Reads what has arrived, but at least one byte. Returns false at the end of the stream. */
        private boolean fill() throws IOException {
            if (to == SIZE && bytes().length == SIZE) {
                enlarge();
            }
            from = 0;
            to = 0;
            unsent = 0; // of a request that could not be sent
            int count = in.read(bytes(), 0, bytes().length);
            to = Math.max(count, 0);
            return count >= 0;
        }

        @Override
        public long skip(long count) throws IOException {
            if (from == to) {
                return in.skip(count);
            }
            int skipped = (int) Math.max(0, Math.min(count, to - from));
            from += skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return to - from + in.available();
        }
    }

    private final class Output extends FilterOutputStream {
        Output(OutputStream socket) {
            super(socket);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            if (length > SIZE - unsent) {
                send();
            }
            if (length > SIZE) {
                out.write(source, offset, length);
            } else {
                System.arraycopy(source, offset, bytes(), unsent, length);
                unsent += length;
            }
        }

        private void send() throws IOException {
            int length = unsent;
            unsent = 0; // even if they cannot be sent
            if (length > 0) {
                out.write(bytes(), 0, length);
            }
        }

        @Override
        public void flush() throws IOException {
            send();
            out.flush();
        }
    }
}
