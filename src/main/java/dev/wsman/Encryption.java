package dev.wsman;

/**
 * Decides whether the body of every request and reply is encrypted and signed with keys that the handshake of the
 * session's credentials creates ({@code multipart/encrypted}, MS-WSMV 2.2.9.1). Windows says that such messages are
 * <i>sealed</i>.
 */
public enum Encryption {
    /**
     * Over http, with every scheme that supports it; not over https, where TLS encrypts. The default. If the scheme
     * supports it and the server does not grant it, the operation fails.
     */
    AUTO,
    /**
     * Always, over https too. {@link Session.Builder#build()} throws an {@link IllegalArgumentException} if there are
     * no credentials, or if they are for Basic or Digest or are a certificate: these do not support encryption.
     */
    ALWAYS,
    /** Never. Windows then refuses messages over http unless its {@code AllowUnencrypted} is set. */
    NEVER
}
