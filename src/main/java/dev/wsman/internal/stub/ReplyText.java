package dev.wsman.internal.stub;

import dev.wsman.internal.fault.Failure;
import dev.wsman.internal.transport.HttpReply;
import dev.wsman.internal.xml.RepairingReader;
import dev.wsman.internal.xml.Xml;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The body of a reply before anybody knows whether it is SOAP: its first octets decide, not its Content-Type. */
final class ReplyText {
    private static final int HEAD = 512;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)");
    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)[\"']");

    private final HttpReply reply;
    private final boolean repair;
    private final PushbackInputStream body;
    private final byte[] head;

    ReplyText(HttpReply reply, boolean repair) {
        this.reply = reply;
        this.repair = repair;
        this.body = new PushbackInputStream(reply.body(), HEAD);
        this.head = peek();
    }

    private byte[] peek() {
        try {
            byte[] first = body.readNBytes(HEAD);
            byte[] trimmed = Arrays.copyOfRange(first, blanks(first), first.length);
            body.unread(trimmed);
            return trimmed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line end before the XML declaration would make a processing instruction of it. */
    private static int blanks(byte[] octets) {
        int blanks = 0;
        while (blanks < octets.length && " \t\r\n".indexOf(octets[blanks]) >= 0) {
            blanks++;
        }
        return blanks;
    }

    /** Whether an element can begin here: markup comes first, and it is no page of HTML. */
    boolean looksLikeXml() {
        String start = start().replaceFirst("^[\\u00ef\\u00bb\\u00bf\\u00fe\\u00ff\\s]+", "");
        String lower = start.toLowerCase(Locale.ROOT);
        return start.startsWith("<") && !lower.startsWith("<html") && !lower.startsWith("<!doctype");
    }

    private String start() {
        return new String(head, StandardCharsets.ISO_8859_1).replace("\0", "");
    }

    XMLStreamReader open() throws XMLStreamException {
        if (repair) {
            return Xml.inputFactory().createXMLStreamReader(repaired());
        }
        String charset = charset();
        return charset == null
                ? Xml.inputFactory().createXMLStreamReader(body)
                : Xml.inputFactory().createXMLStreamReader(body, charset);
    }

    /**
     * The charset where the parser does not find it out by itself, from a byte order mark or the XML declaration: UTF-16
     * without a mark, and what only the Content-Type tells. Unicode is recognised by its octets, which lie less often.
     */
    private @Nullable String charset() {
        if (hasMark()) {
            return null;
        }
        if (startsWith('<', 0)) {
            return "UTF-16LE";
        }
        return startsWith(0, '<') ? "UTF-16BE" : foreignCharset();
    }

    private boolean hasMark() {
        return startsWith(0xef, 0xbb, 0xbf) || startsWith(0xff, 0xfe) || startsWith(0xfe, 0xff);
    }

    private boolean startsWith(int... octets) {
        for (int i = 0; i < octets.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != octets[i]) {
                return false;
            }
        }
        return true;
    }

    private @Nullable String foreignCharset() {
        String type = reply.contentType();
        Matcher charset = CHARSET.matcher(type == null ? "" : type);
        if (!charset.find() || charset.group(1).toUpperCase(Locale.ROOT).startsWith("UTF")) {
            return null;
        }
        return DECLARED.matcher(start()).find() ? null : known(charset.group(1));
    }

    private static @Nullable String known(String charset) {
        return Charset.isSupported(charset) ? charset : null;
    }

    /** A reader that replaces what is no character of XML; the decoder replaces what is none of the encoding. */
    private Reader repaired() {
        String charset = charset();
        Matcher declared = DECLARED.matcher(start());
        if (hasMark()) {
            charset = skipMark();
        } else if (charset == null
                && declared.find()
                && !declared.group(1).toUpperCase(Locale.ROOT).startsWith("UTF")) {
            charset = known(declared.group(1));
        }
        return new RepairingReader(
                new InputStreamReader(body, charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset)));
    }

    private String skipMark() {
        int length = startsWith(0xef) ? 3 : 2;
        try {
            body.readNBytes(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return length == 3 ? "UTF-8" : startsWith(0xff) ? "UTF-16LE" : "UTF-16BE";
    }

    boolean isSuccess() {
        return reply.status() >= 200 && reply.status() <= 299;
    }

    Failure notSoap() {
        return notSoap(new String(head, StandardCharsets.UTF_8));
    }

    Failure notSoap(String arrived) {
        return isSuccess()
                ? Failure.protocol("a SOAP envelope", arrived, reply.status(), null)
                : Failure.http(reply.status(), reply.reasonPhrase(), reply.contentType(), arrived);
    }
}
