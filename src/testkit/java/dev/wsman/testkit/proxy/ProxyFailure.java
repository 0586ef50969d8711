package dev.wsman.testkit.proxy;

/**
 * What a proxy does instead of its work.
 *
 * @param status the HTTP status that it answers; 0 for none
 * @param text the body of that answer
 * @param challenge the Proxy-Authenticate of that answer; empty for none
 * @param kind what it does where it answers nothing
 */
public record ProxyFailure(int status, String text, String challenge, FailureKind kind) {
    /** Other troubles than an answer. */
    public enum FailureKind {
        /** It works. */
        NONE,
        /** It answers. */
        REPLY,
        /** It ends the connection without an answer. */
        CLOSE,
        /** It keeps the client waiting, until the client or the test ends the connection. */
        SILENCE,
        /** It answers, but not in HTTP. */
        GIBBERISH
    }

    public static ProxyFailure none() {
        return of(FailureKind.NONE);
    }

    /** Refuses with a status and a page. */
    public static ProxyFailure reply(int status, String text) {
        return new ProxyFailure(status, text, "", FailureKind.REPLY);
    }

    /** Asks who is there, whatever it is told. */
    public static ProxyFailure challenge(String proxyAuthenticate) {
        return new ProxyFailure(407, "<html>who are you?</html>", proxyAuthenticate, FailureKind.REPLY);
    }

    public static ProxyFailure of(FailureKind kind) {
        return new ProxyFailure(0, "", "", kind);
    }
}
