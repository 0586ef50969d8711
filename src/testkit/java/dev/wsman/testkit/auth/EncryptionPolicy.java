package dev.wsman.testkit.auth;

/** Whether messages are encrypted ({@code multipart/encrypted}) after a handshake of NTLM, Kerberos or CredSSP. */
public enum EncryptionPolicy {
    /** Required over http and allowed over https, as on Windows unless AllowUnencrypted is set. */
    AS_WINDOWS,
    /** A plain message is rejected, over https too. */
    REQUIRED,
    /** The client decides. The reply to an encrypted message is encrypted. */
    ALLOWED,
    /** An encrypted message is rejected. */
    OFF;

    boolean requires(boolean https) {
        return this == REQUIRED || this == AS_WINDOWS && !https;
    }
}
