package dev.wsman.testkit.auth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.crypto.digests.MD4Digest;

/** A client of NTLMv2 whose messages have the layout, flags and MIC that a test wants. Not thread-safe. */
final class NtlmClient {
    /**
     * Unicode, NTLM, always sign, extended security, version, 128, 56: what winrm4j and its descendants ask for over
     * https.
     */
    static final int FLAGS = 0xa2088201;
    /** Target information inside the response: MsvAvFlags with the bit for a MIC. */
    private static final byte[] MIC_ANNOUNCED = {6, 0, 4, 0, 2, 0, 0, 0};

    private final String user;
    private final String password;
    private byte[] negotiate = {};

    /** How a client without, and with, a MIC lays its message out. */
    enum Mic {
        /** The fields begin where a MIC would be, as in clients that know of none. */
        NO_ROOM(false, 72),
        /** Room for a MIC, filled with zeros. */
        ZEROS(false, 88),
        UNANNOUNCED(false, 88),
        ANNOUNCED(true, 88),
        /** Announced, although the fields begin where it would be. */
        ANNOUNCED_WITHOUT_ROOM(true, 72);

        private final boolean announced;
        private final int payload;

        Mic(boolean announced, int payload) {
            this.announced = announced;
            this.payload = payload;
        }
    }

    NtlmClient(String user, String password) {
        this.user = user;
        this.password = password;
    }

    byte[] negotiate(int flags) {
        negotiate = buffer(40)
                .put("NTLMSSP\0".getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .putInt(flags)
                .array();
        return negotiate.clone();
    }

    /** The AUTHENTICATE message for a challenge, its MIC computed unless the layout has none. */
    byte[] authenticate(byte[] challenge, Mic mic) {
        byte[] info = mic.announced ? MIC_ANNOUNCED : new byte[0];
        return authenticate(
                challenge, mic, ByteBuffer.allocate(info.length + 4).put(info).array());
    }

    /** The AUTHENTICATE message with target information of the test's own in its response. */
    byte[] authenticate(byte[] challenge, Mic mic, byte[] targetInfo) {
        byte[] key =
                NtlmKeys.hmac(NtlmKeys.digest(new MD4Digest(), utf16(password)), utf16(user.toUpperCase(Locale.ROOT)));
        byte[] blob = buffer(28 + targetInfo.length)
                .put((byte) 1)
                .put((byte) 1)
                .position(28)
                .put(targetInfo)
                .array();
        byte[] proof = NtlmKeys.hmac(key, Arrays.copyOfRange(challenge, 24, 32), blob);
        byte[] response =
                buffer(proof.length + blob.length).put(proof).put(blob).array();
        byte[] message = message(
                mic.payload,
                response,
                ByteBuffer.wrap(challenge).order(ByteOrder.LITTLE_ENDIAN).getInt(20));
        if (mic == Mic.ANNOUNCED || mic == Mic.UNANNOUNCED) {
            byte[] code = NtlmKeys.hmac(NtlmKeys.hmac(key, proof), negotiate, challenge, message);
            System.arraycopy(code, 0, message, 72, code.length);
        }
        return message;
    }

    private byte[] message(int payload, byte[] response, int flags) {
        byte[] name = user.getBytes((flags & 1) != 0 ? StandardCharsets.UTF_16LE : StandardCharsets.US_ASCII);
        ByteBuffer out = buffer(payload + response.length + name.length);
        out.put("NTLMSSP\0".getBytes(StandardCharsets.US_ASCII)).putInt(3);
        out.position(20)
                .putShort((short) response.length)
                .putShort((short) response.length)
                .putInt(payload);
        out.position(36)
                .putShort((short) name.length)
                .putShort((short) name.length)
                .putInt(payload + response.length);
        out.position(60).putInt(flags);
        return out.position(payload).put(response).put(name).array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }
}
