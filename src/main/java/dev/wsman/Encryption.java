package dev.wsman;

/**
 * Whether messages are sealed by the security context that authentication left behind ({@code multipart/encrypted}, MS-WSMV
 * 2.2.9.1): the body of every request and reply is encrypted and signed.
 */
public enum Encryption {
    /** Over http with every scheme that can; not over https, where TLS does it. The default. */
    AUTO,
    /** Always, over https too. A scheme that cannot seal (none, Basic, Digest, a certificate) is refused when the session is built. */
    ALWAYS,
    /** Never. Windows then refuses messages over http unless its {@code AllowUnencrypted} is set. */
    NEVER
}
