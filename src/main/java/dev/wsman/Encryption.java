package dev.wsman;

/**
 * Decides whether the body of every request and reply is encrypted and signed with the keys of the authentication
 * ({@code multipart/encrypted}, MS-WSMV 2.2.9.1). Windows says that such messages are <i>sealed</i>.
 */
public enum Encryption {
    /** Over http with every scheme that supports it; not over https, where TLS encrypts. The default. */
    AUTO,
    /**
     * Always, over https too. Building the session fails if the scheme does not support it (none, Basic, Digest, a
     * certificate).
     */
    ALWAYS,
    /** Never. Windows then refuses messages over http unless its {@code AllowUnencrypted} is set. */
    NEVER
}
