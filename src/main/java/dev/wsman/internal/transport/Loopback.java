package dev.wsman.internal.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognizes this machine by the text of a host, without a look-up: {@code localhost}, and the addresses 127.0.0.0/8
 * and ::1. Subdomains of {@code localhost} do not count, because resolvers may look them up elsewhere (RFC 6761 6.3).
 * {@link PlainPasswordGuard} also checks the address to which a connection is made.
 */
final class Loopback {
    /** Four decimal numbers. Resolvers do not agree on the shorter, octal and hexadecimal forms. */
    private static final Pattern DOTTED = Pattern.compile("127(\\.(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])){3}");

    private Loopback() {}

    /**
     * Returns whether a host is this machine.
     *
     * @param host a name or an address; IPv6 without brackets
     */
    static boolean contains(String host) {
        return host.toLowerCase(Locale.ROOT).equals("localhost")
                || DOTTED.matcher(host).matches()
                || host.indexOf(':') >= 0 && isLoopbackLiteral(host);
    }

    private static boolean isLoopbackLiteral(String host) {
        try {
            // in brackets, the JDK reads a literal or fails; it looks up no name
            return InetAddress.getByName("[" + host + "]").isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
