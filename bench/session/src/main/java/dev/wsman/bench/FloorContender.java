package dev.wsman.bench;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The minimal work of any client with this HTTP client and this parser: requests of the same size from a template, one
 * connection per thread, each reply scanned event by event without creating objects from it.
 */
final class FloorContender implements Contender {
    private static final String ENVELOPE = "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\">"
            + "<soap:Header xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
            + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\">"
            + "<wsa:Action>http://schemas.xmlsoap.org/ws/2004/09/%s</wsa:Action>"
            + "<wsa:MessageID>uuid:0A1B2C3D-0000-4000-8000-%012d</wsa:MessageID>"
            + "<wsa:To>%s</wsa:To><wsa:ReplyTo>"
            + "<wsa:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:Address></wsa:ReplyTo>"
            + "<w:ResourceURI soap:mustUnderstand=\"true\">" + CannedContract.RESOURCE_URI + "</w:ResourceURI>"
            + "<w:SelectorSet><w:Selector Name=\"Handle\">1000</w:Selector></w:SelectorSet>"
            + "<w:OperationTimeout>PT55.000S</w:OperationTimeout>"
            + "<w:MaxEnvelopeSize soap:mustUnderstand=\"true\">153600</w:MaxEnvelopeSize>"
            + "</soap:Header><soap:Body>%s</soap:Body></soap:Envelope>";
    static final String IDENTIFY = "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\">"
            + "<soap:Body><i:Identify xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\"/>"
            + "</soap:Body></soap:Envelope>";
    private static final String NAMESPACES = " xmlns=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\"";

    private final URI url;
    private final boolean text;
    private final XMLInputFactory parsers = new WstxInputFactory();
    private final AtomicLong messages = new AtomicLong();
    private final BareHttp http;

    FloorContender(String url, boolean text) {
        this.url = URI.create(url);
        this.http = new BareHttp(this.url);
        this.text = text;
    }

    @Override
    public void identify() {
        exchange(IDENTIFY);
    }

    @Override
    public void get() {
        exchange(envelope("transfer/Get", ""));
    }

    @Override
    public long enumerate(String kind) {
        Scan scan = exchange(envelope(
                "enumeration/Enumerate",
                "<Enumerate" + NAMESPACES
                        + "><w:OptimizeEnumeration xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"/>"
                        + "</Enumerate>"));
        long items = scan.items;
        while (!scan.context.isEmpty()) {
            scan = exchange(envelope(
                    "enumeration/Pull",
                    "<Pull" + NAMESPACES + "><EnumerationContext>" + scan.context
                            + "</EnumerationContext><MaxElements>1000</MaxElements></Pull>"));
            items += scan.items;
        }
        return items;
    }

    private String envelope(String action, String body) {
        return String.format(ENVELOPE, action, messages.incrementAndGet(), url, body);
    }

    private Scan exchange(String envelope) {
        return http.exchange(envelope, this::scan);
    }

    private Scan scan(InputStream content) throws XMLStreamException {
        XMLStreamReader reader = parsers.createXMLStreamReader(content, "UTF-8");
        Scan scan = new Scan();
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth == 4) {
                        scan.readChildOfResponse(reader);
                        depth -= scan.consumedText ? 1 : 0;
                    } else if (depth == 5) {
                        scan.items++;
                    }
                    if (text) {
                        scan.length += reader.getLocalName().length();
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS ->
                    scan.length += text ? reader.getText().length() : 0;
                default -> scan.length++;
            }
        }
        reader.close();
        return scan;
    }

    /** The result of a scan. Below Envelope, Body and response are the context and Items, which contains the items. */
    private static final class Scan {
        private long items;
        private long length;
        private String context = "";
        private boolean consumedText;

        private void readChildOfResponse(XMLStreamReader reader) throws XMLStreamException {
            consumedText = reader.getLocalName().equals("EnumerationContext");
            if (consumedText) {
                context = reader.getElementText();
            }
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
