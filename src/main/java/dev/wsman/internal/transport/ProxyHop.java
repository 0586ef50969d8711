package dev.wsman.internal.transport;

/**
 * The peer of a TCP connection: the server itself, or an HTTP proxy on the way to it.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port the TCP port
 * @param isProxy whether the peer is a proxy
 */
record ProxyHop(String host, int port, boolean isProxy) {
    static ProxyHop to(EndpointAddress address) {
        return new ProxyHop(address.host(), address.port(), false);
    }

    private EndpointAddress address() {
        return new EndpointAddress(false, host, port, "/");
    }

    /** The address as {@code host:port}; an IPv6 address in brackets. */
    String authority() {
        return address().authority();
    }

    boolean isLoopback() {
        return address().isLoopback();
    }

    /** Whether a proxy reads the requests, rather than passing them through a tunnel. */
    boolean forwards(EndpointAddress server) {
        return isProxy && !server.https();
    }

    /** The other end of the TCP connection, for messages. */
    String nameOnTheWayTo(EndpointAddress server) {
        return isProxy ? this + " on the way to " + server : server.toString();
    }

    /**
     * The peer that reads the requests, for messages: the server at the end of a tunnel, or {@link #nameOnTheWayTo}.
     */
    String nameOfPeer(EndpointAddress server) {
        return isProxy && server.https() ? server + " through " + this : nameOnTheWayTo(server);
    }

    /** For messages. */
    @Override
    public String toString() {
        return (isProxy ? "the proxy " : "the server ") + authority();
    }
}
