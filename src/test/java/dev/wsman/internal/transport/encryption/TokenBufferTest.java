package dev.wsman.internal.transport.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** The array that the encrypted messages of a connection share. */
class TokenBufferTest {
    private final TokenBuffer buffer = new TokenBuffer();

    @Test
    void returnsKeptArrayOnce() {
        byte[] array = buffer.take(1000);
        assertThat(array).hasSize(1000 + TokenBuffer.ROOM);
        buffer.keep(array);
        assertThat(buffer.take(1000)).isSameAs(array);
        assertThat(buffer.take(1000)).isNotSameAs(array);
    }

    @Test
    void replacesArrayThatIsTooShort() {
        buffer.keep(new byte[500]);
        assertThat(buffer.take(1000)).hasSize(1000 + TokenBuffer.ROOM);
    }

    @Test
    void allocatesLittleOfClaimedLength() {
        byte[] first = buffer.take(Integer.MAX_VALUE);
        assertThat(first).hasSizeLessThan(200_000);
        assertThat(TokenBuffer.enlarged(first, Integer.MAX_VALUE)).hasSize(4 * first.length);
        byte[] kept = new byte[300_000];
        buffer.keep(kept);
        assertThat(buffer.take(Integer.MAX_VALUE)).isSameAs(kept);
    }

    @Test
    void enlargesForTokenAndSlightlyLongerOne() {
        byte[] array = {1, 2, 3};
        assertThat(TokenBuffer.enlarged(array, 10)).hasSize(12).startsWith(1, 2, 3);
        assertThat(TokenBuffer.enlarged(new byte[100_000], 200_000)).hasSize(225_000 + TokenBuffer.ROOM);
    }

    @Test
    void keepsNoMemoryWhileIdle() {
        WeakReference<byte[]> array = kept();
        for (int i = 0; i < 100 && array.get() != null; i++) {
            System.gc();
        }
        assertThat(array.get()).isNull();
        assertThat(buffer.take(10)).hasSize(10 + TokenBuffer.ROOM);
    }

    private WeakReference<byte[]> kept() {
        byte[] array = buffer.take(100_000);
        buffer.keep(array);
        return new WeakReference<>(array);
    }
}
