package dev.wsman.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LookaheadInputStreamTest {
    @Test
    void readsExaminedBytesInPiecesOfAnySize() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            byte[] body = new byte[random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(2000)];
            random.nextBytes(body);
            LookaheadInputStream ahead = new LookaheadInputStream(pieces(body, random));
            int look = random.nextInt(512);
            ahead.fetch(look);
            assertThat(ahead.beginning(look)).isEqualTo(Arrays.copyOf(body, Math.min(look, body.length)));
            int dropped = Math.min(random.nextInt(4), Math.min(look, body.length));
            ahead.drop(dropped);
            ahead.fetch(look);
            assertThat(rest(ahead, random)).isEqualTo(Arrays.copyOfRange(body, dropped, body.length));
            assertThat(ahead.read()).isEqualTo(-1);
        }
    }

    @Test
    void returnsBeginningAgainAfterLongBodyWasRead() throws IOException {
        Random random = new Random(5);
        byte[] body = new byte[200_000];
        random.nextBytes(body);
        for (int look : new int[] {64, 512}) {
            LookaheadInputStream ahead = new LookaheadInputStream(pieces(body, random));
            ahead.fetch(look);
            ahead.drop(3);
            ahead.fetch(look);
            assertThat(rest(ahead, random)).hasSize(body.length - 3);
            assertThat(ahead.beginning(look)).isEqualTo(Arrays.copyOfRange(body, 3, 3 + look));
        }
    }

    @Test
    void streamsThatAreReadInTurnShareNoBuffer() throws IOException {
        Random random = new Random(11);
        byte[][] bodies = new byte[20][150_000];
        LookaheadInputStream[] streams = new LookaheadInputStream[bodies.length];
        ByteArrayOutputStream[] read = new ByteArrayOutputStream[bodies.length];
        for (int i = 0; i < bodies.length; i++) {
            random.nextBytes(bodies[i]);
            streams[i] = new LookaheadInputStream(pieces(bodies[i], random));
            read[i] = new ByteArrayOutputStream();
        }
        for (int round = 0; round < 15; round++) {
            for (int i = 0; i < bodies.length; i++) {
                read[i].writeBytes(streams[i].readNBytes(10_000));
            }
        }
        for (int i = 0; i < bodies.length; i++) {
            assertThat(read[i].toByteArray()).isEqualTo(bodies[i]);
            assertThat(streams[i].read()).isEqualTo(-1);
        }
    }

    @Test
    void keepsBufferOfLongBodyForNextOne() throws IOException {
        LookaheadInputStream ahead = new LookaheadInputStream(new ByteArrayInputStream(new byte[100_000]));
        ahead.readAllBytes();
        byte[] kept = PieceBuffers.take();
        byte[] other = PieceBuffers.take();
        assertThat(other).isNotSameAs(kept);
        PieceBuffers.giveBack(kept);
        assertThat(PieceBuffers.take()).isSameAs(kept);
    }

    @Test
    void examinesMoreAfterShortLook() throws IOException {
        Random random = new Random(7);
        byte[] body = new byte[2000];
        random.nextBytes(body);
        LookaheadInputStream ahead = new LookaheadInputStream(pieces(body, random));
        ahead.fetch(64);
        assertThat(ahead.beginning(64)).isEqualTo(Arrays.copyOf(body, 64));
        ahead.fetch(512);
        assertThat(ahead.beginning(512)).isEqualTo(Arrays.copyOf(body, 512));
        assertThat(rest(ahead, random)).isEqualTo(body);
    }

    @Test
    void fetchesLongBodyInLargePieces() throws IOException {
        int[] reads = new int[1];
        InputStream body = new InputStream() {
            private int left = 2_000_000;

            @Override
            public int read() {
                return left-- > 0 ? 1 : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                reads[0]++;
                int count = Math.min(left, length);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        LookaheadInputStream ahead = new LookaheadInputStream(body);
        ahead.fetch(512);
        assertThat(rest(ahead, new Random(1))).hasSize(2_000_000);
        assertThat(reads[0]).isLessThan(60);
    }

    private static InputStream pieces(byte[] body, Random random) {
        return new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, length == 0 ? 0 : 1 + random.nextInt(length));
            }
        };
    }

    private static byte[] rest(LookaheadInputStream ahead, Random random) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        byte[] some = new byte[4000];
        while (true) {
            int count = ahead.read(some, 0, 1 + random.nextInt(some.length));
            if (count < 0) {
                return rest.toByteArray();
            }
            rest.write(some, 0, count);
        }
    }
}
