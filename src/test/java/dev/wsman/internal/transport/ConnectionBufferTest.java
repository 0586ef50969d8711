package dev.wsman.internal.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes between HttpCore and a socket. */
class ConnectionBufferTest {
    private final ConnectionBuffer buffer = ConnectionBuffer.plain();
    private final RecordedWrites socket = new RecordedWrites();
    private final OutputStream out = buffer.over(socket);

    /** The end of the socket: each write is a system call. */
    private static final class RecordedWrites extends OutputStream {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final List<Integer> sizes = new ArrayList<>();
        private boolean broken;

        @Override
        public void write(int b) {
            throw new AssertionError("a single byte");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (broken) {
                throw new IOException("broken");
            }
            all.write(bytes, offset, length);
            sizes.add(length);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void sendsHeadAndBodyByOneWrite() throws IOException {
        out.write("POST / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        out.write("body".getBytes(US_ASCII));
        assertThat(socket.sizes).isEmpty();
        out.flush();
        assertThat(socket.sizes).containsExactly(23);
        out.flush();
        assertThat(socket.sizes).hasSize(1);
    }

    @Test
    void sendsWhatDoesNotFitInOrder() throws IOException {
        byte[] head = random(300);
        byte[] body = random(ConnectionBuffer.SIZE);
        byte[] large = random(3 * ConnectionBuffer.SIZE);
        out.write(head);
        out.write(body);
        out.write(large);
        out.write(7);
        out.flush();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(head);
        expected.writeBytes(body);
        expected.writeBytes(large);
        expected.write(7);
        assertThat(socket.all.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(socket.sizes).containsExactly(300, body.length, large.length, 1);
    }

    @Test
    void readsSmallPartsByOneRead() throws IOException {
        byte[] reply = random(3000);
        List<Integer> asked = new ArrayList<>();
        InputStream in = buffer.over(new ByteArrayInputStream(reply) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                asked.add(length);
                return super.read(target, offset, length);
            }
        });
        assertThat(in.read()).isEqualTo(reply[0] & 0xff);
        assertThat(in.available()).isEqualTo(2999);
        assertThat(in.readNBytes(2999)).isEqualTo(Arrays.copyOfRange(reply, 1, 3000));
        assertThat(asked).containsExactly(ConnectionBuffer.SIZE);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void readsLargeReplyInLargerParts() throws IOException {
        byte[] reply = random(5 * ConnectionBuffer.LARGEST);
        List<Integer> asked = new ArrayList<>();
        InputStream in = buffer.over(new ByteArrayInputStream(reply) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                asked.add(length);
                return super.read(target, offset, length);
            }
        });
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] part = new byte[1000];
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            read.write(part, 0, count);
        }
        assertThat(read.toByteArray()).isEqualTo(reply);
        assertThat(asked.get(0)).isEqualTo(ConnectionBuffer.SIZE);
        assertThat(asked.subList(1, asked.size())).hasSizeLessThan(8).containsOnly(ConnectionBuffer.LARGEST);
    }

    @Test
    void readsPastBufferIfThatTakesFewerReads() throws IOException {
        byte[] reply = random(5 * ConnectionBuffer.LARGEST);
        InputStream in = buffer.over(new ByteArrayInputStream(reply));
        assertThat(in.read()).isEqualTo(reply[0] & 0xff);
        byte[] target = new byte[4 * ConnectionBuffer.LARGEST];
        int first = in.read(target, 0, target.length);
        assertThat(first).isEqualTo(ConnectionBuffer.SIZE - 1);
        assertThat(in.read(target, first, 3 * ConnectionBuffer.LARGEST)).isEqualTo(3 * ConnectionBuffer.LARGEST);
        assertThat(target).startsWith(Arrays.copyOfRange(reply, 1, 1 + first + 3 * ConnectionBuffer.LARGEST));
    }

    /** As the JDK's TLS reads a record: five bytes of header, and then the length that they have. */
    @Test
    void readsRecordsByFewReads() throws IOException {
        ConnectionBuffer records = ConnectionBuffer.belowTls();
        byte[] reply = random(3 * ConnectionBuffer.LARGEST_BELOW_TLS);
        List<Integer> asked = new ArrayList<>();
        InputStream in = records.over(new ByteArrayInputStream(reply) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                asked.add(length);
                return super.read(target, offset, length);
            }
        });
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (read.size() < reply.length) {
            read.writeBytes(in.readNBytes(5));
            read.writeBytes(in.readNBytes(16_400));
        }
        assertThat(read.toByteArray()).isEqualTo(reply);
        assertThat(asked.subList(0, 4))
                .containsExactly(
                        ConnectionBuffer.SIZE,
                        ConnectionBuffer.LARGEST_BELOW_TLS,
                        ConnectionBuffer.LARGEST_BELOW_TLS,
                        ConnectionBuffer.LARGEST_BELOW_TLS);
        assertThat(records.hasUnread()).isFalse();
    }

    @Test
    void skipsBytesOfItsOwnFirst() throws IOException {
        InputStream in = buffer.over(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}));
        assertThat(in.read()).isEqualTo(1);
        assertThat(in.skip(2)).isEqualTo(2);
        assertThat(in.read()).isEqualTo(4);
        assertThat(buffer.hasUnread()).isTrue();
        assertThat(in.skip(9)).isEqualTo(1);
        assertThat(in.skip(9)).isZero();
        assertThat(buffer.hasUnread()).isFalse();
    }

    @Test
    void usesItsBytesAgainForReplyAndNextRequest() throws IOException {
        for (int i = 1; i <= 3; i++) {
            byte[] request = random(100 * i);
            byte[] reply = random(50 * i);
            out.write(request);
            out.flush();
            assertThat(buffer.over(new ByteArrayInputStream(reply)).readNBytes(50 * i))
                    .isEqualTo(reply);
            buffer.rest();
            assertThat(socket.sizes).hasSize(i).endsWith(100 * i);
        }
    }

    /** A server may refuse a request with a reply, and close the connection before it has read everything. */
    @Test
    void forgetsRequestThatCouldNotBeSent() throws IOException {
        socket.broken = true;
        out.write(random(100));
        assertThatThrownBy(out::flush).hasMessage("broken");
        out.write(random(10));
        byte[] reply = random(40);
        assertThat(buffer.over(new ByteArrayInputStream(reply)).readNBytes(40)).isEqualTo(reply);
        socket.broken = false;
        out.flush();
        assertThat(socket.sizes).isEmpty();
    }

    @Test
    void keepsNoMemoryWhileIdle() throws Exception {
        out.write(random(10));
        out.flush();
        assertThat(buffer.isAllocated()).isTrue();
        buffer.rest();
        for (int i = 0; i < 100 && buffer.isAllocated(); i++) {
            System.gc();
        }
        assertThat(buffer.isAllocated()).isFalse();
        out.write(random(20));
        out.flush();
        assertThat(socket.sizes).containsExactly(10, 20);
    }
}
