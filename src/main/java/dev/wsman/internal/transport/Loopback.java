package dev.wsman.internal.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What counts as this machine before a name is looked up: {@code localhost}, and the literals of 127.0.0.0/8 and ::1.
 * Names below {@code localhost} do not, as resolvers may look them up elsewhere (RFC 6761 6.3). The address that a
 * connection is made to is checked once more where it matters, see {@link Connector}.
 */
final class Loopback {
    /**
     * Four decimal numbers: the shorter, octal and hexadecimal forms that some resolvers take are not read alike by
     * all.
     */
    private static final Pattern DOTTED = Pattern.compile("127(\\.(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])){3}");

    private Loopback() {}

    /** Whether a host, an IPv6 address without brackets, is this machine. */
    static boolean isNamed(String host) {
        return host.toLowerCase(Locale.ROOT).equals("localhost")
                || DOTTED.matcher(host).matches()
                || host.indexOf(':') >= 0 && isLoopbackLiteral(host);
    }

    private static boolean isLoopbackLiteral(String host) {
        try {
            // In brackets the JDK reads a literal or fails, and looks nothing up.
            return InetAddress.getByName("[" + host + "]").isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
