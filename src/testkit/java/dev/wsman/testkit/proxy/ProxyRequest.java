package dev.wsman.testkit.proxy;

import java.util.List;
import java.util.Optional;

/**
 * A request that the proxy received.
 *
 * @param connection the number of the connection from the client, from 1
 * @param method the HTTP method
 * @param target the target in the request line
 * @param headers name and value of each header, in order
 * @param length the length of the body in bytes
 * @param status the status of the reply; that of the server if the request was forwarded
 */
public record ProxyRequest(int connection, String method, String target, List<Header> headers, int length, int status) {
    /** A header. */
    public record Header(String name, String value) {}

    /** Returns the first value of a header, or empty. Names compare without regard to case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** Returns method, target and status, but no header. */
    @Override
    public String toString() {
        return method + " " + target + " -> " + status;
    }
}
