package dev.wsman.internal.transport;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Writes a session's messages, unsealed and unpacked, to the logger {@code dev.wsman.wire} at level TRACE, without what is secret:
 * tokens of authentication, cookies and the elements that the session's owner has named. Costs one look at the logger's level
 * where that is off. Thread-safe.
 */
public final class WireLog {
    private static final Logger LOG = System.getLogger("dev.wsman.wire");
    private static final Set<String> SECRET_HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "www-authenticate",
            "proxy-authenticate",
            "authentication-info",
            "proxy-authentication-info",
            "cookie",
            "set-cookie");
    private static final String MASK = "***";

    private final String endpoint;
    private final @Nullable Pattern elements;
    private final @Nullable Pattern named;

    /**
     * The log of one session.
     *
     * @param endpoint to tell sessions apart
     * @param masked local names of elements whose content is not shown, and names of selectors and options
     */
    public WireLog(String endpoint, Collection<String> masked) {
        this.endpoint = endpoint;
        String names = masked.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        this.elements = names.isEmpty()
                ? null
                : Pattern.compile(
                        "(?s)<((?:[^\\s<>/:]+:)?(?:" + names + "))((?:\\s[^<>]*)?)(?<!/)>.*?(?:</\\1\\s*>|$)");
        this.named = names.isEmpty()
                ? null
                : Pattern.compile("(?s)(<(?:[^\\s<>/:]+:)?(?:Selector|Option)\\s[^<>]*?Name\\s*=\\s*[\"'](?:" + names
                        + ")[\"'][^<>]*)(?<!/)>.*?(?:</(?:[^\\s<>/:]+:)?(?:Selector|Option)\\s*>|$)");
    }

    static boolean isOn() {
        return LOG.isLoggable(Level.TRACE);
    }

    void sending(ClassicHttpRequest request, HttpCall call) {
        if (isOn()) {
            String line = request.getMethod() + " " + request.getRequestUri();
            String body = new String(call.content(), 0, call.length(), StandardCharsets.UTF_8);
            LOG.log(Level.TRACE, endpoint + " > " + line + headers(request) + "\n" + masked(body));
        }
    }

    void received(ClassicHttpResponse response) {
        if (isOn()) {
            LOG.log(Level.TRACE, endpoint + " < " + response.getCode() + headers(response));
        }
    }

    /** The reply, whose body is logged when it is closed: what was read of it until then. */
    HttpReply reading(HttpReply reply) {
        return isOn() ? new LoggedReply(reply, this) : reply;
    }

    void read(byte[] body, int length, boolean cut) {
        LOG.log(
                Level.TRACE,
                endpoint + " < " + masked(new String(body, 0, length, charset(body, length))) + (cut ? "…" : ""));
    }

    private static Charset charset(byte[] body, int length) {
        int first = length > 1 ? (body[0] & 0xff) << 8 | body[1] & 0xff : 0;
        return switch (first) {
            case 0xfffe, 0x3c00 -> StandardCharsets.UTF_16LE;
            case 0xfeff, 0x003c -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
    }

    private static String headers(MessageHeaders message) {
        StringBuilder text = new StringBuilder();
        for (Iterator<Header> headers = message.headerIterator(); headers.hasNext(); ) {
            Header header = headers.next();
            boolean secret = SECRET_HEADERS.contains(header.getName().toLowerCase(Locale.ROOT));
            text.append('\n').append(header.getName()).append(": ").append(secret ? MASK : header.getValue());
        }
        return text.toString();
    }

    private String masked(String body) {
        if (elements == null || named == null) {
            return body;
        }
        String bare = elements.matcher(body).replaceAll("<$1$2>" + MASK + "</$1>");
        return named.matcher(bare).replaceAll("$1>" + MASK + "<");
    }
}
