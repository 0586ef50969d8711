package dev.wsman.testkit.proxy;

import java.util.List;
import java.util.Optional;

/**
 * One request as the proxy received it.
 *
 * @param connection the number of the client's connection, from 1
 * @param method the HTTP method
 * @param target the request target, as it stood in the request line
 * @param headers name and value of each header, in their order
 * @param length the length of the body in octets
 * @param status what it was answered; for what was forwarded, the server's status
 */
public record ProxyRequest(int connection, String method, String target, List<Header> headers, int length, int status) {
    /** A header. */
    public record Header(String name, String value) {}

    /** A header's first value, whatever the case of its name. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** Method, target and status; no header. */
    @Override
    public String toString() {
        return method + " " + target + " -> " + status;
    }
}
