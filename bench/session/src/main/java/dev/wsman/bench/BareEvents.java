package dev.wsman.bench;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The least that a reader of event messages can do: requests from a template, and a scan of the messages event by event
 * without creating objects from them.
 */
final class BareEvents {
    private static final String ENVELOPE = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
            + " xmlns:e=\"http://schemas.xmlsoap.org/ws/2004/08/eventing\""
            + " xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\""
            + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><s:Header>"
            + "<a:Action>http://schemas.xmlsoap.org/ws/%s</a:Action>"
            + "<a:MessageID>uuid:0A1B2C3D-0000-4000-8000-000000000001</a:MessageID><a:ReplyTo>"
            + "<a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>"
            + "<w:ResourceURI s:mustUnderstand=\"true\">" + EventContract.RESOURCE_URI + "</w:ResourceURI>%s"
            + "<w:OperationTimeout>PT55.000S</w:OperationTimeout></s:Header><s:Body>%s</s:Body></s:Envelope>";

    private final XMLInputFactory parsers = new WstxInputFactory();

    /** What a scan finds. */
    static final class Scan {
        long events;
        String context = "";
        String identifier = "";
    }

    static String subscribe(String notifyTo) {
        return envelope("2004/08/eventing/Subscribe", "", "<e:Subscribe>" + notifyTo + "</e:Subscribe>");
    }

    static String unsubscribe(String identifier) {
        String header = "<e:Identifier>" + identifier + "</e:Identifier>";
        return envelope("2004/08/eventing/Unsubscribe", header, "<e:Unsubscribe/>");
    }

    static String pull(String context) {
        String body = "<n:Pull><n:EnumerationContext>" + context
                + "</n:EnumerationContext><n:MaxElements>32000</n:MaxElements></n:Pull>";
        return envelope("2004/09/enumeration/Pull", "", body);
    }

    private static String envelope(String action, String headers, String body) {
        return String.format(ENVELOPE, action, headers, body);
    }

    Scan scan(InputStream content) throws XMLStreamException {
        Scan scan = new Scan();
        scan(parsers.createXMLStreamReader(content, "UTF-8"), scan);
        return scan;
    }

    private void scan(XMLStreamReader reader, Scan scan) throws XMLStreamException {
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                element(reader, scan);
            }
        }
        reader.close();
    }

    private void element(XMLStreamReader reader, Scan scan) throws XMLStreamException {
        switch (reader.getLocalName()) {
            case "Event" -> event(reader, scan);
            case "EnumerationContext" -> scan.context = reader.getElementText();
            case "Identifier" -> scan.identifier = reader.getElementText();
            default -> {
                // not needed
            }
        }
    }

    /** Counts an event. Those that are delivered are texts in {@code wsman:Event}, which are scanned, too. */
    private void event(XMLStreamReader reader, Scan scan) throws XMLStreamException {
        if (reader.getNamespaceURI().endsWith("/events/event")) {
            scan.events++;
        } else {
            scan(parsers.createXMLStreamReader(new StringReader(reader.getElementText())), scan);
        }
    }
}
