package dev.wsman.testkit.protocol;

/**
 * The client that sent a request.
 *
 * @param user the name under which it authenticated; empty if it need not authenticate
 * @param address its IP address
 */
public record ClientIdentity(String user, String address) {
    /** A client of which nothing is known. */
    static final ClientIdentity UNKNOWN = new ClientIdentity("", "127.0.0.1");
}
