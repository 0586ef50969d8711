package dev.wsman.internal.transport;

/**
 * Which peer authenticates the client: the server, or a proxy on the way to it. HTTP has the same challenges for both
 * and differs in the status and in the names of the headers only (RFC 9110 11.6 and 11.7).
 */
enum ChallengeRole {
    SERVER("WWW-Authenticate", "Authorization", "Authentication-Info"),
    PROXY("Proxy-Authenticate", "Proxy-Authorization", "Proxy-Authentication-Info");

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final String challengeHeader;
    private final String authorizationHeader;
    private final String informationHeader;

    ChallengeRole(String challengeHeader, String authorizationHeader, String informationHeader) {
        this.challengeHeader = challengeHeader;
        this.authorizationHeader = authorizationHeader;
        this.informationHeader = informationHeader;
    }

    /**
     * Returns the peer whose challenges a response with that status carries: the proxy for 407, the server for all
     * others.
     */
    static ChallengeRole of(int status) {
        return status == PROXY_AUTHENTICATION_REQUIRED ? PROXY : SERVER;
    }

    /** The header of a response that lists the schemes, or carries the peer's token. */
    String challengeHeader() {
        return challengeHeader;
    }

    /** The header of a request that answers a challenge. */
    String authorizationHeader() {
        return authorizationHeader;
    }

    /** The header of a successful response in which the peer proves its identity. */
    String informationHeader() {
        return informationHeader;
    }
}
