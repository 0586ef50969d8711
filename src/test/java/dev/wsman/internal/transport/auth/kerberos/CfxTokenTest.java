package dev.wsman.internal.transport.auth.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The rotation of RFC 4121 4.2.5. */
class CfxTokenTest {
    private static final int DATA = 40;

    /** A header with this rotation, and the numbers from 0, rotated. */
    private static byte[] token(int rotation) {
        byte[] token = new byte[16 + DATA];
        Arrays.fill(token, 0, 16, (byte) -1);
        token[6] = (byte) (rotation >> 8);
        token[7] = (byte) rotation;
        for (int i = 0; i < DATA; i++) {
            token[16 + (i + rotation) % DATA] = (byte) i;
        }
        return token;
    }

    private static ByteBuffer inRoom(byte[] token, int before, int after) {
        byte[] array = new byte[before + token.length + after];
        System.arraycopy(token, 0, array, before, token.length);
        return ByteBuffer.wrap(array, before, token.length);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void rotatesBackIntoRoomBehindToken() {
        for (int rotation : new int[] {0, 1, 16, 28, DATA}) {
            ByteBuffer straight = CfxToken.rotatedBack(inRoom(token(rotation), 3, DATA));
            assertThat(CfxToken.rightRotation(straight)).isZero();
            assertThat(bytes(straight)).isEqualTo(token(0));
        }
    }

    @Test
    void leavesTokenAsItIsWithoutEnoughRoom() {
        ByteBuffer token = inRoom(token(28), 0, 27);
        assertThat(CfxToken.rotatedBack(token)).isSameAs(token);
        assertThat(bytes(token)).isEqualTo(token(28));
    }

    @Test
    void leavesTokenAsItIsIfRotationIsLongerThanIt() {
        ByteBuffer token = inRoom(token(DATA + 1), 0, 1000);
        assertThat(CfxToken.rotatedBack(token)).isSameAs(token);
    }
}
