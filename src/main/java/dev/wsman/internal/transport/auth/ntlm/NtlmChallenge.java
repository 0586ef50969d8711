package dev.wsman.internal.transport.auth.ntlm;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The server's CHALLENGE_MESSAGE (MS-NLMP 2.2.1.2); {@code bytes} is the message as it was received, which the MIC
 * covers.
 */
record NtlmChallenge(int flags, byte[] serverChallenge, NtlmTargetInfo targetInfo, byte[] bytes) {
    private static final int MINIMUM = 32;
    private static final int WITH_TARGET_INFO = 48;

    static NtlmChallenge parse(byte[] bytes) throws AuthenticationFailedException {
        ByteBuffer in = NtlmMessage.open(bytes, NtlmMessage.CHALLENGE, MINIMUM);
        int flags = in.getInt(20);
        boolean informed = (flags & NtlmFlags.TARGET_INFO) != 0;
        if (informed && bytes.length < WITH_TARGET_INFO) {
            throw new AuthenticationFailedException("NTLM: the server's challenge is cut short");
        }
        NtlmTargetInfo info = informed ? NtlmTargetInfo.parse(NtlmMessage.field(in, 40)) : NtlmTargetInfo.empty();
        return new NtlmChallenge(flags, Arrays.copyOfRange(bytes, 24, 32), info, bytes);
    }

    boolean has(int flag) {
        return (flags & flag) == flag;
    }

    @Override
    public String toString() {
        return "NtlmChallenge[flags=0x" + Integer.toHexString(flags) + "]";
    }
}
