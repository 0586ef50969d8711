package dev.wsman.testkit.proxy;

/**
 * What a proxy does instead of its work.
 *
 * @param status the HTTP status that it answers; 0 for none
 * @param text the body of that answer
 * @param challenge the Proxy-Authenticate of that answer; empty for none
 * @param kind what it does where it answers nothing
 */
public record ProxyTrouble(int status, String text, String challenge, Kind kind) {
    /** Other troubles than an answer. */
    public enum Kind {
        /** It works. */
        NONE,
        /** It answers. */
        ANSWER,
        /** It ends the connection without an answer. */
        CLOSE,
        /** It keeps the client waiting, until the client or the test ends the connection. */
        SILENCE,
        /** It answers, but not in HTTP. */
        GIBBERISH
    }

    public static ProxyTrouble none() {
        return of(Kind.NONE);
    }

    /** Refuses with a status and a page. */
    public static ProxyTrouble answer(int status, String text) {
        return new ProxyTrouble(status, text, "", Kind.ANSWER);
    }

    /** Asks who is there, whatever it is told. */
    public static ProxyTrouble challenge(String proxyAuthenticate) {
        return new ProxyTrouble(407, "<html>who are you?</html>", proxyAuthenticate, Kind.ANSWER);
    }

    public static ProxyTrouble of(Kind kind) {
        return new ProxyTrouble(0, "", "", kind);
    }
}
