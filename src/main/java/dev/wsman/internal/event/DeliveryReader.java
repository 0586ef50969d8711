package dev.wsman.internal.event;

import static javax.xml.stream.XMLStreamConstants.DTD;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.internal.xml.Elements;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.RepairingReader;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import dev.wsman.internal.xml.UnicodeForm;
import dev.wsman.internal.xml.Utf8Parsers;
import dev.wsman.internal.xml.XmlFactories;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message of an event source. A source repeats a message that is refused, so that one event that is not
 * well-formed would block it for ever. Therefore forbidden characters are replaced, an event that is damaged otherwise
 * becomes a text, and if that is not enough, what follows the damage becomes one event that cannot be read. Used once.
 */
final class DeliveryReader {
    private static final int BEGINNING = 512;
    private static final Pattern ELEMENT = Pattern.compile("<[^/!?]");

    private final byte[] message;
    private final @Nullable Charset named;

    private List<Tree> headers = List.of();
    private final List<Tree> body = new ArrayList<>();
    private final List<DeliveredItem> items = new ArrayList<>();
    private boolean openwsman;
    /** Whether the headers are complete. */
    private boolean inBody;
    /** Whether the envelope is complete; what follows it is not read. */
    private boolean complete;
    /** The offset at which the latest element of the body begins. */
    private int start;

    DeliveryReader(byte[] message, @Nullable Charset named) {
        this.message = message;
        this.named = named;
    }

    DeliveredMessage read() {
        byte[] beginning = Arrays.copyOf(message, Math.min(message.length, BEGINNING));
        UnicodeForm form = UnicodeForm.of(beginning);
        int blanks = form.blanks(beginning);
        Charset charset = charset(form);
        try {
            if (charset.equals(StandardCharsets.UTF_8)) {
                return read(Utf8Parsers.open(new ByteArrayInputStream(message, blanks, message.length - blanks)));
            }
            return read(parser(new String(message, blanks, message.length - blanks, charset)));
        } catch (XMLStreamException e) {
            return repaired(new String(message, blanks, message.length - blanks, charset));
        }
    }

    /** Returns the encoding. Windows names UTF-16 and sends a byte order mark; the bytes are more reliable. */
    private Charset charset(UnicodeForm form) {
        if (form != UnicodeForm.UTF_8) {
            return form.charset();
        }
        boolean unicode = named == null || named.name().startsWith("UTF") || named.equals(StandardCharsets.US_ASCII);
        return unicode ? StandardCharsets.UTF_8 : named;
    }

    private static XMLStreamReader parser(String text) throws XMLStreamException {
        return XmlFactories.inputFactory().createXMLStreamReader(new StringReader(text));
    }

    private DeliveredMessage read(XMLStreamReader reader) throws XMLStreamException {
        try {
            envelope(reader);
            complete = true;
            while (reader.hasNext()) {
                reader.next();
            }
            return message();
        } finally {
            reader.close();
        }
    }

    private DeliveredMessage repaired(String text) {
        try {
            return readAgain(EventRepair.repair(text));
        } catch (XMLStreamException e) {
            return complete ? message() : beforeDamage(RepairingReader.repair(text));
        }
    }

    /** Reads the events before the damage, and makes the rest of the message one event. */
    private DeliveredMessage beforeDamage(String allowed) {
        try {
            return readAgain(allowed);
        } catch (XMLStreamException e) {
            if (!inBody) {
                throw new IllegalArgumentException("the message is not a SOAP envelope: " + e.getMessage(), e);
            }
            String rest = allowed.substring(Math.min(start, allowed.length()));
            if (!complete && ELEMENT.matcher(rest).find()) {
                items.add(DeliveredItem.unreadable(rest));
            }
            return message();
        }
    }

    private DeliveredMessage readAgain(String text) throws XMLStreamException {
        body.clear();
        items.clear();
        inBody = false;
        complete = false;
        start = 0;
        return read(parser(text));
    }

    private DeliveredMessage message() {
        return new DeliveredMessage(new DeliveredHeaders(headers), List.copyOf(items), List.copyOf(body), openwsman);
    }

    private void envelope(XMLStreamReader reader) throws XMLStreamException {
        while (reader.next() != START_ELEMENT) {
            if (reader.getEventType() == DTD) {
                throw new IllegalArgumentException("the message has a document type, which SOAP forbids");
            }
        }
        requireSoap(reader, "Envelope");
        while (Elements.next(reader)) {
            if (isSoap(reader, "Header")) {
                headers = trees(reader);
            } else {
                requireSoap(reader, "Body");
                inBody = true;
                body(reader);
            }
        }
        if (!inBody) {
            throw new IllegalArgumentException("the message has no SOAP Body");
        }
    }

    private static boolean isSoap(XMLStreamReader reader, String name) {
        return reader.getLocalName().equals(name) && Namespaces.isSoap(reader.getNamespaceURI());
    }

    private static void requireSoap(XMLStreamReader reader, String name) {
        if (!isSoap(reader, name)) {
            throw new IllegalArgumentException(
                    "the message has <" + reader.getLocalName() + "> where SOAP has <" + name + ">");
        }
    }

    private static List<Tree> trees(XMLStreamReader reader) throws XMLStreamException {
        List<Tree> elements = new ArrayList<>();
        TreeReader trees = new TreeReader(reader);
        while (Elements.next(reader)) {
            elements.add(trees.read());
        }
        return List.copyOf(elements);
    }

    private void body(XMLStreamReader reader) throws XMLStreamException {
        TreeReader trees = new TreeReader(reader);
        start = reader.getLocation().getCharacterOffset();
        while (Elements.next(reader)) {
            if (reader.getLocalName().equals("Events") && Namespaces.WSMAN.equals(reader.getNamespaceURI())) {
                events(reader);
            } else {
                body.add(trees.read());
            }
            start = reader.getLocation().getCharacterOffset();
        }
        DeliveredHeaders head = new DeliveredHeaders(headers);
        if (head.hasOpenwsmanAction() && !body.isEmpty()) {
            items.add(DeliveredItem.of(OpenwsmanEvent.of(head.action(), body)));
        } else {
            body.forEach(element -> items.add(DeliveredItem.of(element)));
        }
    }

    private void events(XMLStreamReader reader) throws XMLStreamException {
        TreeReader trees = new TreeReader(reader);
        start = reader.getLocation().getCharacterOffset();
        while (Elements.next(reader)) {
            Tree event = trees.read();
            openwsman |= DeliveredItem.isOpenwsman(event);
            items.add(DeliveredItem.of(event));
            start = reader.getLocation().getCharacterOffset();
        }
    }
}
