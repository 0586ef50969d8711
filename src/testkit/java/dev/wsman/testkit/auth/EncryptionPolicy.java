package dev.wsman.testkit.auth;

/** Whether messages are sealed ({@code multipart/encrypted}) after a handshake of NTLM, Kerberos or CredSSP. */
public enum EncryptionPolicy {
    /** As Windows has it unless AllowUnencrypted is set: required over http, allowed over https. */
    AS_WINDOWS,
    /** A plain message is refused, over https too. */
    REQUIRED,
    /** The client has the choice; what came sealed is answered sealed. */
    ALLOWED,
    /** A sealed message is refused. */
    OFF;

    boolean requires(boolean https) {
        return this == REQUIRED || this == AS_WINDOWS && !https;
    }
}
