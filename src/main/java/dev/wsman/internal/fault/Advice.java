package dev.wsman.internal.fault;

/**
 * The cause of a failure, recognized by the client more precisely than by a native code. The section {@code advice} of
 * the error table has a hint for each.
 */
public enum Advice {
    /** The connection broke during a Pull, whose items the server does not send again. */
    BATCH_LOST,
    /** The connection broke during an operation that changes something or calls a method. */
    CHANGE_UNCERTAIN,
    /** The connection broke during a Receive, whose output the server does not send again. */
    OUTPUT_LOST,
    /** A server that encrypts replied to an encrypted message with 400 and an empty body, on a fresh connection. */
    NOT_DECRYPTED,
    /** Windows replied 500 with an empty body and closed the connection. */
    UNENCRYPTED_OR_TOO_LONG,
    /** The reply to a TLS handshake was plain http. */
    PLAIN_PORT,
    /** The reply to plain http was TLS. */
    TLS_PORT,
    /** Other operations hold all connections. */
    POOL_USED_UP,
    /** The server's certificate is not the pinned one. */
    NOT_PINNED,
    /** The server offers other authentication schemes. */
    SCHEME_NOT_OFFERED,
    /** This program closed the shell, or the command, while it was in use. */
    SHELL_CLOSED,
    /** The connection was closed after a request in plain http without a single byte in reply. */
    SILENT_PORT,
    /** The connection was closed during the TLS handshake without a single byte in reply. */
    SILENT_TLS_PORT
}
