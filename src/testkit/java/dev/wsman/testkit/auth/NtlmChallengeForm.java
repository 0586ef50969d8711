package dev.wsman.testkit.auth;

/**
 * What an NTLM server puts into its CHALLENGE message (MS-NLMP 2.2.1.2). Immutable.
 *
 * @param withheld the NEGOTIATE flags (MS-NLMP 2.2.2.5) that the server does not grant, as a server does that lacks
 *     the feature or someone on the way who removes them
 * @param timestamp whether the target information has MsvAvTimestamp, which MS-NLMP 2.2.2.1 leaves to the server
 * @param recorded a whole challenge that another server sent; empty to make a new one
 */
public record NtlmChallengeForm(int withheld, boolean timestamp, byte[] recorded) {
    /** What Windows sends. */
    public static final NtlmChallengeForm WINDOWS = new NtlmChallengeForm(0, true, new byte[0]);

    /** The form of a server that does not grant these flags. */
    public static NtlmChallengeForm without(int flags) {
        return new NtlmChallengeForm(flags, true, new byte[0]);
    }

    /** The form of a server that sends no timestamp. */
    public static NtlmChallengeForm withoutTimestamp() {
        return new NtlmChallengeForm(0, false, new byte[0]);
    }

    /** Sends a recorded challenge again, so that a recorded handshake can be repeated. */
    public static NtlmChallengeForm recorded(byte[] challenge) {
        return new NtlmChallengeForm(0, true, challenge.clone());
    }
}
