package dev.wsman.internal.transport;

import dev.wsman.internal.redaction.SecretNameMasker;
import dev.wsman.internal.redaction.SecretNames;
import dev.wsman.internal.redaction.SecretValueMasker;
import dev.wsman.internal.xml.UnicodeForm;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;

/**
 * Writes a session's messages, decrypted and decompressed, to the logger {@code dev.wsman.wire} at level TRACE. Leaves
 * out secrets: tokens of authentication, cookies, anything that was sent as a secret wherever it is repeated, and the
 * values of secret names. If the level is off, the only cost is the check of the level. Thread-safe.
 */
public final class WireLog {
    private static final Logger LOG = System.getLogger("dev.wsman.wire");
    private static final Pattern MARKUP = Pattern.compile("<[A-Za-z/!?]");
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
    private final SecretNameMasker masking;
    private final UnaryOperator<String> secrets;

    /**
     * Creates the log of one session.
     *
     * @param endpoint distinguishes sessions in the log
     * @param masked names whose values are not shown, besides those of {@link SecretNames#DEFAULT}
     */
    public WireLog(String endpoint, Collection<String> masked) {
        this(endpoint, new SecretNameMasker(SecretNames.with(masked)), UnaryOperator.identity());
    }

    private WireLog(String endpoint, SecretNameMasker masking, UnaryOperator<String> secrets) {
        this.endpoint = endpoint;
        this.masking = masking;
        this.secrets = secrets;
    }

    /** Returns a log that also masks the secrets that were sent. */
    WireLog masking(SentSecrets sent) {
        return new WireLog(endpoint, masking, sent::maskedIn);
    }

    static boolean isOn() {
        return LOG.isLoggable(Level.TRACE);
    }

    void sending(ClassicHttpRequest request, HttpCall call) {
        if (isOn()) {
            String line = request.getMethod() + " " + request.getRequestUri();
            String body = new String(call.content(), 0, call.length(), StandardCharsets.UTF_8);
            LOG.log(Level.TRACE, endpoint + " > " + line + headers(request) + "\n" + withoutSecrets(body));
        }
    }

    void received(ClassicHttpResponse response) {
        if (isOn()) {
            LOG.log(Level.TRACE, endpoint + " < " + response.getCode() + headers(response));
        }
    }

    /** Returns the reply, whose body is logged when it is closed, as far as it was read. */
    HttpReply reading(HttpReply reply) {
        return isOn() ? new LoggedReply(reply, this) : reply;
    }

    void read(byte[] body, boolean cut) {
        LOG.log(Level.TRACE, endpoint + " < " + text(body) + (cut ? "…" : ""));
    }

    private String withoutSecrets(String text) {
        return secrets.apply(masking.of(text));
    }

    /**
     * Returns the text as an error may show it. A sentence that merely contains an angle bracket is not read as
     * markup.
     */
    String shownInErrors(String text) {
        return MARKUP.matcher(text).find() ? withoutSecrets(text) : secrets.apply(text);
    }

    /**
     * Returns the text of a body without secrets. Shows nothing of a body that cannot be decoded, since secrets in it
     * cannot be found.
     */
    private String text(byte[] body) {
        UnicodeForm form = UnicodeForm.of(body);
        int blanks = form.blanks(body);
        String text = new String(body, blanks, body.length - blanks, form.charset());
        boolean whole = text.indexOf('\ufffd') < 0;
        boolean known = text.startsWith("<") ? whole || masking.names().areAscii() : whole && text.indexOf(0) < 0;
        return known ? withoutSecrets(text) : body.length + " bytes in an encoding that is not known";
    }

    private String headers(MessageHeaders message) {
        StringBuilder text = new StringBuilder();
        for (Iterator<Header> headers = message.headerIterator(); headers.hasNext(); ) {
            Header header = headers.next();
            String name = header.getName();
            boolean secret = SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))
                    || masking.names().contains(name);
            String value = header.getValue() == null ? "" : header.getValue();
            text.append('\n').append(secrets.apply(name)).append(": ");
            text.append(secret ? SecretValueMasker.MASK : secrets.apply(value));
        }
        return text.toString();
    }
}
