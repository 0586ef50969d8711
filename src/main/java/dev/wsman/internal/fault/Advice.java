package dev.wsman.internal.fault;

/** What to do about a failure whose cause is known here more precisely than its native code says. */
public enum Advice {
    /** A server that encrypts answered an encrypted message with 400 and nothing else, on a fresh connection. */
    NOT_DECRYPTED(
            "the server cannot decrypt it: a load balancer or a proxy may spread one connection over several, or the server"
                    + " gave up the connection's authentication"),
    /** Windows answered 500 with nothing and closed the connection. */
    UNENCRYPTED_OR_TOO_LONG(
            "use https, or a scheme that encrypts (Kerberos, Negotiate, NTLM, CredSSP), or set AllowUnencrypted at"
                    + " the server; otherwise send less"),
    /** A TLS handshake met plain http. */
    PLAIN_PORT("use http:// in the endpoint (5985 on Windows), or the port that speaks TLS (5986)"),
    /** Plain http met TLS. */
    TLS_PORT("use https:// in the endpoint (5986 on Windows), or the port that speaks plain http (5985)"),
    /** Other operations hold all connections. */
    POOL_USED_UP("run fewer operations at once, or raise maxConnections"),
    /** Another certificate is pinned. */
    NOT_PINNED(
            "if the server was given a new certificate, compare the fingerprint with that of the certificate installed there and pin"
                    + " it; otherwise somebody is in between"),
    /** The server offers other schemes. */
    SCHEME_NOT_OFFERED(
            "use credentials for a scheme that is offered, or switch this one on (NTLM and Kerberos are offered as"
                    + " Negotiate)"),
    /** A request in plain http ended without a byte in answer. */
    SILENT_PORT(
            "the port may speak TLS: then use https:// in the endpoint; otherwise check that the service runs and that no firewall"
                    + " is between"),
    /** A TLS handshake ended without a byte in answer. */
    SILENT_TLS_PORT(
            "the port may not speak TLS: 5986 does on Windows, 5985 is plain http; otherwise check that the service runs");

    private final String sentence;

    Advice(String sentence) {
        this.sentence = sentence;
    }

    /** The hint. */
    String sentence() {
        return sentence;
    }
}
