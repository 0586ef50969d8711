package dev.wsman.internal.stub;

import dev.wsman.internal.fault.Failure;
import dev.wsman.internal.transport.HttpReply;
import dev.wsman.internal.xml.RepairingReader;
import dev.wsman.internal.xml.Unicode;
import dev.wsman.internal.xml.Xml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The body of a reply before anybody knows whether it is SOAP: its first octets decide, not its Content-Type. */
final class ReplyText {
    private static final int HEAD = 512;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([A-Za-z0-9][A-Za-z0-9._:-]*)");
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9][A-Za-z0-9._:-]*)[\"']");
    /** What cannot be true of octets that are not in twos or fours; ASCII is the part of UTF-8 that its writer thought of. */
    private static final Pattern UNICODE = Pattern.compile("(?i)(UTF|UCS|ISO-10646|UNICODE|US-?ASCII|ASCII|ANSI_X3).*");

    private final HttpReply reply;
    private final boolean repair;
    private final InputStream rest;
    private final InputStream body;
    private Unicode form = Unicode.UTF_8;
    private boolean marked;
    private boolean stalled;
    private final String start;

    ReplyText(HttpReply reply, boolean repair) {
        this.reply = reply;
        this.repair = repair;
        this.rest = reply.body();
        byte[] head = peek();
        this.start = new String(head, form.charset());
        this.body = new SequenceInputStream(new ByteArrayInputStream(head), rest);
    }

    private byte[] peek() {
        reply.hurry(!isSuccess());
        try {
            byte[] head = read(HEAD);
            form = Unicode.of(head);
            return withoutBlanks(head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reply.hurry(false);
        }
    }

    /** As many octets as there are, or as come soon enough under a status that tells most. */
    private byte[] read(int most) throws IOException {
        byte[] octets = new byte[most];
        int count = 0;
        try {
            while (count < most && !stalled) {
                int read = rest.read(octets, count, most - count);
                if (read < 0) {
                    break;
                }
                count += read;
            }
        } catch (Failure e) {
            if (!isStall(e)) {
                throw e;
            }
            stalled = true;
        }
        return Arrays.copyOf(octets, count);
    }

    /** Whether nothing more came where the status has already said that the request failed. */
    boolean isStall(Failure failure) {
        return !isSuccess() && failure.getCause() instanceof SocketTimeoutException;
    }

    /** A line end before the XML declaration would make a processing instruction of it. */
    private byte[] withoutBlanks(byte[] octets) throws IOException {
        byte[] head = octets;
        for (int blanks = form.blanks(head); blanks > 0; blanks = form.blanks(head)) {
            marked |= form.hasMark(head, blanks);
            byte[] more = read(blanks);
            int kept = head.length - blanks;
            head = Arrays.copyOfRange(head, blanks, head.length + more.length);
            System.arraycopy(more, 0, head, kept, more.length);
        }
        return head;
    }

    /** Whether an envelope can begin here: markup comes first, and it is no page of HTML. */
    boolean looksLikeXml() {
        return start.startsWith("<")
                && !begins("<html")
                && !begins("<!doctype")
                && (!stalled || start.contains("Envelope"));
    }

    private boolean begins(String markup) {
        return start.regionMatches(true, 0, markup, 0, markup.length());
    }

    XMLStreamReader open() throws XMLStreamException {
        String charset = charset();
        if (repair) {
            return Xml.inputFactory().createXMLStreamReader(repaired(charset));
        }
        return charset == null
                ? Xml.inputFactory().createXMLStreamReader(body)
                : Xml.inputFactory().createXMLStreamReader(body, charset);
    }

    /**
     * The charset where the parser cannot be left to find it out by itself, from the XML declaration. Unicode is recognised by its
     * octets, which lie less often: .NET's StringWriter declares UTF-16 whatever its text becomes.
     */
    private @Nullable String charset() {
        if (form != Unicode.UTF_8) {
            return form.charset().name();
        }
        Matcher declaration = DECLARED.matcher(start);
        String declared = declaration.lookingAt() ? declaration.group(1) : null;
        if (marked || declared != null && UNICODE.matcher(declared).matches()) {
            return declared == null || declared.equalsIgnoreCase("UTF-8") ? null : "UTF-8";
        }
        return declared == null ? foreignCharset() : known(declared);
    }

    private @Nullable String foreignCharset() {
        String type = reply.contentType();
        Matcher charset = CHARSET.matcher(type == null ? "" : type);
        return charset.find() && !UNICODE.matcher(charset.group(1)).matches() ? known(charset.group(1)) : null;
    }

    private static @Nullable String known(String charset) {
        return Charset.isSupported(charset) ? charset : null;
    }

    /** A reader that replaces what is no character of XML; the decoder replaces what is none of the encoding. */
    private Reader repaired(@Nullable String charset) {
        return new RepairingReader(
                new InputStreamReader(body, charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset)));
    }

    boolean isSuccess() {
        return reply.status() >= 200 && reply.status() <= 299;
    }

    Failure notSoap() {
        return notSoap(start);
    }

    Failure notSoap(String arrived) {
        Failure refusal = reply.refusal();
        if (refusal != null) {
            return refusal;
        }
        return isSuccess()
                ? Failure.protocol("a SOAP envelope", arrived, reply.status(), null)
                : Failure.http(reply.status(), reply.reasonPhrase(), reply.contentType(), arrived);
    }
}
