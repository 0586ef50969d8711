package dev.wsman.internal.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Decides which hosts are this machine before a name is looked up: {@code localhost}, and the literals of 127.0.0.0/8
 * and ::1. Names below {@code localhost} are not, since resolvers may look them up elsewhere (RFC 6761 6.3). {@link
 * PlainPasswordGuard} also checks the address that a connection is made to.
 */
final class Loopback {
    /** Four decimal numbers. Resolvers do not agree on the shorter, octal and hexadecimal forms. */
    private static final Pattern DOTTED = Pattern.compile("127(\\.(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])){3}");

    private Loopback() {}

    /** Whether a host is this machine; an IPv6 address is without brackets. */
    static boolean isNamed(String host) {
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
