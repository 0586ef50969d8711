package dev.wsman.internal.protocol;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.HttpReply;
import dev.wsman.internal.xml.RepairingReader;
import dev.wsman.internal.xml.UnicodeForm;
import dev.wsman.internal.xml.Utf8Parsers;
import dev.wsman.internal.xml.XmlFactories;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The body of a reply that may or may not be SOAP. Its first bytes decide that, not its Content-Type. */
final class ReplyText {
    private static final int HEAD = 512;
    /** In bytes; more than {@code <!doctype} has in UTF-32. */
    private static final int OPENING = 64;

    private static final String UTF_8 = "UTF-8";
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([A-Za-z0-9][A-Za-z0-9._:-]*)");
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9][A-Za-z0-9._:-]*)[\"']");
    /**
     * Names of Unicode encodings and of ASCII. If the bytes are not UTF-16 or UTF-32, text declared as one of these is
     * UTF-8.
     */
    private static final Pattern UNICODE = Pattern.compile("(?i)(UTF|UCS|ISO-10646|UNICODE|US-?ASCII|ASCII|ANSI_X3).*");

    private final HttpReply reply;
    private final boolean repair;
    private final LookaheadInputStream body;
    private UnicodeForm form;
    /** The first characters of the body, which tell an envelope from a page and a text. */
    private String opening;
    /** Whether the body begins with a byte order mark. */
    private boolean marked;
    /** Whether the first bytes of an error page did not arrive in time. */
    private boolean stalled;

    ReplyText(HttpReply reply, boolean repair) {
        this.reply = reply;
        this.repair = repair;
        this.body = new LookaheadInputStream(reply.body());
        reply.hurry(!isSuccess());
        try {
            look(OPENING);
            byte[] first = body.beginning(OPENING);
            form = UnicodeForm.of(first);
            opening = new String(first, form.charset());
            if (!isPlainEnvelope()) {
                look(HEAD);
                form = UnicodeForm.of(body.beginning(HEAD));
                skipBlanks();
                opening = new String(body.beginning(OPENING), form.charset());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reply.hurry(false);
        }
    }

    /** Returns whether the opening is that of a usual reply, of which nothing else is looked at. */
    private boolean isPlainEnvelope() {
        return isSuccess() && form == UnicodeForm.UTF_8 && looksLikeXml() && opening.contains("Envelope");
    }

    /** Fetches the first bytes. Under an error status, only as many as arrive within a moment. */
    private void look(int most) throws IOException {
        try {
            if (!stalled) {
                body.fetch(most);
            }
        } catch (ExchangeException e) {
            if (!isStall(e)) {
                throw e;
            }
            stalled = true;
        }
    }

    /** Returns the beginning of the body, which is needed only for a declaration of the encoding and for errors. */
    private String start() {
        return new String(body.beginning(HEAD), form.charset());
    }

    /** Skips white space: after it, the XML declaration would be a processing instruction. */
    private void skipBlanks() throws IOException {
        byte[] head = body.beginning(HEAD);
        for (int blanks = form.blanks(head); blanks > 0; blanks = form.blanks(head)) {
            marked |= form.hasMark(head, blanks);
            body.drop(blanks);
            look(HEAD);
            head = body.beginning(HEAD);
        }
    }

    /** Returns whether the body stalled under a status that has already reported the failure. */
    boolean isStall(ExchangeException failure) {
        return !isSuccess() && failure.getCause() instanceof SocketTimeoutException;
    }

    /** Returns whether the body may be an envelope: it begins with markup and is not a page of HTML. */
    boolean looksLikeXml() {
        return opening.startsWith("<")
                && !begins("<html")
                && !begins("<!doctype")
                && (!stalled || start().contains("Envelope"));
    }

    private boolean begins(String markup) {
        return opening.regionMatches(true, 0, markup, 0, markup.length());
    }

    XMLStreamReader open() throws XMLStreamException {
        String declared = declared();
        if (!repair && isPlain(declared)) {
            return Utf8Parsers.open(body);
        }
        String charset = charset(declared);
        if (repair) {
            return XmlFactories.inputFactory().createXMLStreamReader(repaired(charset));
        }
        return charset == null
                ? XmlFactories.inputFactory().createXMLStreamReader(body)
                : XmlFactories.inputFactory().createXMLStreamReader(body, charset);
    }

    /** Returns a reader of the whole text after a change. */
    XMLStreamReader open(UnaryOperator<String> change) throws XMLStreamException {
        String charset = charset(declared());
        try {
            byte[] bytes = body.readAllBytes();
            String text = new String(bytes, charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset));
            return XmlFactories.inputFactory().createXMLStreamReader(new StringReader(change.apply(text)));
        } catch (IOException e) {
            throw new XMLStreamException(e);
        }
    }

    private @Nullable String declared() {
        if (!opening.startsWith("<?xml")) {
            return null;
        }
        Matcher declaration = DECLARED.matcher(start());
        return declaration.lookingAt() ? declaration.group(1) : null;
    }

    /** Returns whether the body is UTF-8 and no declaration contradicts that. */
    private boolean isPlain(@Nullable String declared) {
        if (form != UnicodeForm.UTF_8) {
            return false;
        }
        return declared == null ? marked || foreignCharset() == null : declared.equalsIgnoreCase(UTF_8);
    }

    /**
     * Returns the charset, or null if the parser finds it in the XML declaration. Unicode is recognised by its bytes,
     * which are more reliable than declarations: .NET's StringWriter declares UTF-16 regardless of the encoding that is
     * used.
     */
    private @Nullable String charset(@Nullable String declared) {
        if (form != UnicodeForm.UTF_8) {
            return form.charset().name();
        }
        if (marked || declared != null && UNICODE.matcher(declared).matches()) {
            return declared == null || declared.equalsIgnoreCase(UTF_8) ? null : UTF_8;
        }
        return declared == null ? foreignCharset() : known(declared);
    }

    private @Nullable String foreignCharset() {
        String type = reply.contentType();
        if (type == null || type.regionMatches(true, type.length() - UTF_8.length(), UTF_8, 0, UTF_8.length())) {
            return null;
        }
        Matcher charset = CHARSET.matcher(type);
        return charset.find() && !UNICODE.matcher(charset.group(1)).matches() ? known(charset.group(1)) : null;
    }

    private static @Nullable String known(String charset) {
        return Charset.isSupported(charset) ? charset : null;
    }

    /** Returns a reader that replaces characters that XML forbids; the decoder replaces invalid bytes. */
    private Reader repaired(@Nullable String charset) {
        return new RepairingReader(
                new InputStreamReader(body, charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset)));
    }

    boolean isSuccess() {
        return reply.status() >= 200 && reply.status() <= 299;
    }

    ExchangeException notSoap() {
        return notSoap(start());
    }

    /**
     * Returns the failure of a reply that is not SOAP.
     *
     * @param arrived what arrived in place of an envelope; under an error status, the beginning of the body is shown
     *     instead
     */
    ExchangeException notSoap(String arrived) {
        String start = start();
        ExchangeException refusal = reply.refusal(start);
        if (refusal != null) {
            return refusal;
        }
        return isSuccess()
                ? ExchangeException.protocol("a SOAP envelope", arrived, reply.status(), null)
                : ExchangeException.http(reply.status(), reply.reasonPhrase(), reply.contentType(), start);
    }
}
