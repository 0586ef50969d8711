package dev.wsman.internal.transport.auth.ntlm;

import java.nio.ByteBuffer;

/** The response computations of MS-NLMP 3.3.2. */
final class NtlmResponse {
    private NtlmResponse() {}

    /** Computes NTProofStr and the blob that it covers. */
    static byte[] ntlmv2(
            NtlmCryptography cryptography,
            byte[] responseKey,
            byte[] serverChallenge,
            byte[] clientChallenge,
            byte[] filetime,
            NtlmTargetInfo targetInfo) {
        byte[] info = targetInfo.encode();
        byte[] blob = ByteBuffer.allocate(32 + info.length)
                .putShort((short) 0x0101)
                .position(8)
                .put(filetime)
                .put(clientChallenge)
                .putInt(0)
                .put(info)
                .array();
        return concatenated(cryptography.hmacMd5(responseKey, serverChallenge, blob), blob);
    }

    static byte[] lmv2(
            NtlmCryptography cryptography, byte[] responseKey, byte[] serverChallenge, byte[] clientChallenge) {
        return concatenated(cryptography.hmacMd5(responseKey, serverChallenge, clientChallenge), clientChallenge);
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
