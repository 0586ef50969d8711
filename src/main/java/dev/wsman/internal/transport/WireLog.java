package dev.wsman.internal.transport;

import dev.wsman.internal.xml.Unicode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;

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

    private final String endpoint;
    private final Masking masking;

    /**
     * The log of one session.
     *
     * @param endpoint to tell sessions apart
     * @param masked local names of elements whose content is not shown, and names of selectors and options
     */
    public WireLog(String endpoint, Collection<String> masked) {
        this.endpoint = endpoint;
        this.masking = new Masking(masked);
    }

    static boolean isOn() {
        return LOG.isLoggable(Level.TRACE);
    }

    void sending(ClassicHttpRequest request, HttpCall call) {
        if (isOn()) {
            String line = request.getMethod() + " " + request.getRequestUri();
            String body = new String(call.content(), 0, call.length(), StandardCharsets.UTF_8);
            LOG.log(Level.TRACE, endpoint + " > " + line + headers(request) + "\n" + masking.of(body));
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

    void read(byte[] body, boolean cut) {
        LOG.log(Level.TRACE, endpoint + " < " + text(body) + (cut ? "…" : ""));
    }

    /** What is hidden must be found: of what cannot be read nothing is shown. */
    private String text(byte[] body) {
        Unicode form = Unicode.of(body);
        int blanks = form.blanks(body);
        String text = new String(body, blanks, body.length - blanks, form.charset());
        boolean whole = text.indexOf('\ufffd') < 0;
        boolean known = text.startsWith("<") ? whole || masking.needsAsciiOnly() : whole && text.indexOf(0) < 0;
        return known || masking.hidesNothing()
                ? masking.of(text)
                : body.length + " octets in an encoding that is not known";
    }

    private static String headers(MessageHeaders message) {
        StringBuilder text = new StringBuilder();
        for (Iterator<Header> headers = message.headerIterator(); headers.hasNext(); ) {
            Header header = headers.next();
            boolean secret = SECRET_HEADERS.contains(header.getName().toLowerCase(Locale.ROOT));
            text.append('\n').append(header.getName()).append(": ").append(secret ? Masking.MASK : header.getValue());
        }
        return text.toString();
    }
}
