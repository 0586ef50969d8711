package dev.wsman.internal.transport;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the address of an HTTP proxy: {@code host:port} or {@code http://host:port}. */
public final class ProxyAddress {
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?<host>\\[[0-9A-Fa-f:.%]+\\]|[^:/?#\\[\\]@\\s]+)"
                    + ":(?<port>\\d{1,5})/?");

    private ProxyAddress() {}

    /**
     * Reads the address. Looks up no name.
     *
     * @throws IllegalArgumentException if it is not valid; the message says why
     */
    public static InetSocketAddress parse(String text) {
        String trimmed = text.strip();
        if (trimmed.contains("@")) {
            throw new IllegalArgumentException("proxy: give user and password as proxyCredentials, not in the address");
        }
        Matcher form = FORM.matcher(trimmed);
        if (!form.matches()) {
            throw bad(trimmed, "it is not host:port; an IPv6 address goes in brackets");
        }
        String scheme = form.group("scheme");
        if (scheme != null && !scheme.equalsIgnoreCase("http")) {
            throw bad(trimmed, "only HTTP proxies are supported, and the connection to them has no TLS");
        }
        int port = Integer.parseInt(form.group("port"));
        if (port < 1 || port > 65535) {
            throw bad(trimmed, "the port must be 1 to 65535");
        }
        return InetSocketAddress.createUnresolved(form.group("host").replaceAll("[\\[\\]]", ""), port);
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException("proxy: \"" + text + "\": " + why);
    }
}
