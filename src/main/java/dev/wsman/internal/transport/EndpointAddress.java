package dev.wsman.internal.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address that a session connects to, read from a connection string as {@code IWSMan::CreateSession} takes it:
 * {@code [http|https://]host[:port][/path]}. An IPv6 address is in brackets; an empty string is this machine. Without a
 * scheme it is http on every port, 5986 included, as in WinRM.
 *
 * @param https whether the connection uses TLS
 * @param host the name or address; an IPv6 address without brackets
 * @param port the TCP port
 * @param path the path, with its query if it has one
 */
public record EndpointAddress(boolean https, String host, int port, String path) {
    static final int HTTP_PORT = 5985;
    static final int HTTPS_PORT = 5986;
    private static final String DEFAULT_PATH = "/wsman";
    private static final String NOT_IN_URLS = "<>\"{}|\\^`";
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://|(?![A-Za-z][A-Za-z0-9+.-]*://))(?<host>\\[[^\\]/]+\\]|[^:/?#\\[\\]]+)(?::(?<port>\\d*))?(?<path>/[^#]*)?");

    /**
     * Reads a connection string.
     *
     * @throws IllegalArgumentException if it is not valid; the message says why
     */
    public static EndpointAddress parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            return new EndpointAddress(false, "localhost", HTTP_PORT, DEFAULT_PATH);
        }
        if (trimmed.contains("@")) {
            throw new IllegalArgumentException("endpoint: give user and password as credentials, not in the address");
        }
        EndpointSlips.advice(trimmed).ifPresent(advice -> {
            throw bad(trimmed, advice);
        });
        Matcher form = FORM.matcher(trimmed);
        if (!form.matches()) {
            throw bad(trimmed, "it is not [http|https://]host[:port][/path]; an IPv6 address goes in brackets");
        }
        boolean https = isHttps(trimmed, form.group("scheme"));
        String path = form.group("path");
        EndpointAddress address = new EndpointAddress(
                https,
                host(form.group("host")),
                port(trimmed, form.group("port"), https),
                path == null || path.equals("/") ? DEFAULT_PATH : path);
        address.checked(text);
        return address;
    }

    private static boolean isHttps(String text, @Nullable String scheme) {
        String name = scheme == null ? "http" : scheme.toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            throw bad(text, "the scheme must be http or https");
        }
        return name.equals("https");
    }

    private static String host(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String text, @Nullable String digits, boolean https) {
        if (digits == null) {
            return https ? HTTPS_PORT : HTTP_PORT;
        }
        if (digits.isEmpty()
                || digits.length() > 5
                || Integer.parseInt(digits) > 65535
                || Integer.parseInt(digits) < 1) {
            throw bad(text, "the port must be 1 to 65535");
        }
        return Integer.parseInt(digits);
    }

    private void checked(String text) {
        try {
            new URI(toString());
        } catch (URISyntaxException e) {
            throw bad(text, illegal(text).orElse(e.getReason()));
        }
    }

    /**
     * Finds the first character that is not allowed in a URL, with its index in the caller's text, which differs from
     * the index in the URL.
     */
    private static Optional<String> illegal(String text) {
        String trimmed = text.trim();
        int start = text.indexOf(trimmed);
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (c <= ' ' || c == 0x7F || NOT_IN_URLS.indexOf(c) >= 0) {
                String shown = c < ' ' || c == 0x7F ? String.format(Locale.ROOT, "U+%04X", (int) c) : "'" + c + "'";
                return Optional.of("illegal character " + shown + " at index " + (start + i));
            }
        }
        return Optional.empty();
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException("endpoint: \"" + text + "\": " + why);
    }

    /** The address as {@code host:port}; an IPv6 address in brackets. */
    String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** Whether the host is {@code localhost} or a literal loopback address. Looks up no name. */
    boolean isLoopback() {
        return Loopback.contains(host);
    }

    /** The URL, always with the port. */
    @Override
    public String toString() {
        return (https ? "https://" : "http://") + authority() + path;
    }
}
