package dev.wsman.internal.transport.auth.ntlm;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The common part of the three messages of MS-NLMP 2.2.1: signature, type, and fields that point into a payload. */
final class NtlmMessage {
    static final int NEGOTIATE = 1;
    static final int CHALLENGE = 2;
    static final int AUTHENTICATE = 3;
    static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    /** Windows 10 build 17763, NTLM revision 15: the field is for debugging only (MS-NLMP 2.2.2.10). */
    static final byte[] VERSION = {10, 0, 0x63, 0x45, 0, 0, 0, 15};

    private static final int AUTHENTICATE_HEADER = 88;
    private static final int MIC_OFFSET = 72;
    private static final int MAXIMUM_FIELD = 0xffff;
    /** The order of the length and offset fields of an AUTHENTICATE_MESSAGE, as indexes into its payload. */
    private static final int[] HEADER_ORDER = {3, 4, 0, 1, 2, 5};

    private NtlmMessage() {}

    /** Opens a message and checks its signature, type and minimum length. */
    static ByteBuffer open(byte[] bytes, int type, int minimum) throws AuthenticationFailedException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean signed = bytes.length >= minimum && Arrays.equals(bytes, 0, 8, SIGNATURE, 0, 8);
        if (!signed || in.getInt(8) != type) {
            throw new AuthenticationFailedException("NTLM: the token is not a message of type " + type + " of at least "
                    + minimum + " bytes; the other side does not use NTLM here");
        }
        return in;
    }

    /** Returns the payload bytes that the length and offset at a position describe. */
    static byte[] field(ByteBuffer in, int at) throws AuthenticationFailedException {
        int length = Short.toUnsignedInt(in.getShort(at));
        long offset = Integer.toUnsignedLong(in.getInt(at + 4));
        if (offset + length > in.capacity()) {
            throw new AuthenticationFailedException("NTLM: a field of the message points behind its end");
        }
        byte[] value = new byte[length];
        in.get((int) offset, value);
        return value;
    }

    static byte[] negotiate(int flags) {
        return ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(SIGNATURE)
                .putInt(NEGOTIATE)
                .putInt(flags)
                .putLong(0)
                .putLong(0)
                .put(VERSION)
                .array();
    }

    /** The fields of an AUTHENTICATE_MESSAGE in the order of MS-NLMP 2.2.1.3. */
    record Authenticate(
            byte[] lmResponse,
            byte[] ntResponse,
            String domain,
            String user,
            String workstation,
            byte[] sessionKey,
            int flags) {
        @Override
        public String toString() {
            return "Authenticate[redacted]";
        }

        /**
         * Encodes the message, with zeros in place of its MIC.
         *
         * @throws AuthenticationFailedException if a field is longer than its length field can express, for example
         *     the response to a very long challenge
         */
        byte[] encode() throws AuthenticationFailedException {
            byte[][] payload = {
                domain.getBytes(StandardCharsets.UTF_16LE),
                user.getBytes(StandardCharsets.UTF_16LE),
                workstation.getBytes(StandardCharsets.UTF_16LE),
                lmResponse,
                ntResponse,
                sessionKey
            };
            int[] offsets = offsets(payload);
            ByteBuffer out = ByteBuffer.allocate(offsets[payload.length]).order(ByteOrder.LITTLE_ENDIAN);
            out.put(SIGNATURE).putInt(AUTHENTICATE);
            for (int i : HEADER_ORDER) {
                out.putShort((short) payload[i].length)
                        .putShort((short) payload[i].length)
                        .putInt(offsets[i]);
            }
            out.putInt(flags).put(VERSION).position(AUTHENTICATE_HEADER);
            for (byte[] part : payload) {
                out.put(part);
            }
            return out.array();
        }

        /** Returns the offset of each part of the payload in the message, and the length of the message after them. */
        private static int[] offsets(byte[][] payload) throws AuthenticationFailedException {
            int[] offsets = new int[payload.length + 1];
            offsets[0] = AUTHENTICATE_HEADER;
            for (int i = 0; i < payload.length; i++) {
                if (payload[i].length > MAXIMUM_FIELD) {
                    throw new AuthenticationFailedException("NTLM: a field of " + payload[i].length
                            + " bytes does not fit into the response; the server's challenge or a name is too long");
                }
                offsets[i + 1] = offsets[i] + payload[i].length;
            }
            return offsets;
        }
    }

    /** Puts the MIC into an AUTHENTICATE_MESSAGE. */
    static void setMic(byte[] authenticate, byte[] mic) {
        System.arraycopy(mic, 0, authenticate, MIC_OFFSET, mic.length);
    }
}
