package dev.wsman.testkit.proxy;

/**
 * How a proxy fails.
 *
 * @param status the HTTP status of its reply; 0 for none
 * @param text the body of the reply
 * @param challenge the Proxy-Authenticate header of the reply; empty for none
 * @param kind the kind of failure
 */
public record ProxyFailure(int status, String text, String challenge, FailureKind kind) {
    /** The kinds of failure. */
    public enum FailureKind {
        /** The proxy works. */
        NONE,
        /** It sends a reply of its own. */
        REPLY,
        /** It closes the connection without a reply. */
        CLOSE,
        /** It keeps the client waiting until the client or the test closes the connection. */
        SILENCE,
        /** It sends something that is not HTTP. */
        GIBBERISH
    }

    public static ProxyFailure none() {
        return of(FailureKind.NONE);
    }

    /** Rejects requests with a status and a page. */
    public static ProxyFailure reply(int status, String text) {
        return new ProxyFailure(status, text, "", FailureKind.REPLY);
    }

    /** Rejects requests with a challenge, whatever the credentials are. */
    public static ProxyFailure challenge(String proxyAuthenticate) {
        return new ProxyFailure(407, "<html>who are you?</html>", proxyAuthenticate, FailureKind.REPLY);
    }

    public static ProxyFailure of(FailureKind kind) {
        return new ProxyFailure(0, "", "", kind);
    }
}
