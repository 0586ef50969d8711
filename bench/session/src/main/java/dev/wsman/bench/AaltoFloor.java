package dev.wsman.bench;

import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.stream.XMLStreamException;

/**
 * The least work that is known for any client with this HTTP client: requests of the same size, put together from
 * strings, one connection per thread, and each reply scanned by an {@link AaltoScan}.
 */
final class AaltoFloor implements Contender {
    private static final String BEGIN = "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\">"
            + "<soap:Header xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
            + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\">"
            + "<wsa:Action>http://schemas.xmlsoap.org/ws/2004/09/";
    private static final String MESSAGE_ID = "</wsa:Action><wsa:MessageID>uuid:0A1B2C3D-0000-4000-8000-";
    private static final String TO = "</wsa:MessageID><wsa:To>";
    private static final String OTHER_HEADERS = "</wsa:To><wsa:ReplyTo>"
            + "<wsa:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:Address></wsa:ReplyTo>"
            + "<w:ResourceURI soap:mustUnderstand=\"true\">" + CannedContract.RESOURCE_URI + "</w:ResourceURI>"
            + "<w:SelectorSet><w:Selector Name=\"Handle\">1000</w:Selector></w:SelectorSet>"
            + "<w:OperationTimeout>PT55.000S</w:OperationTimeout>"
            + "<w:MaxEnvelopeSize soap:mustUnderstand=\"true\">153600</w:MaxEnvelopeSize>"
            + "</soap:Header><soap:Body>";
    private static final String END = "</soap:Body></soap:Envelope>";
    private static final String NAMESPACE = " xmlns=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\"";
    private static final String ENUMERATE = "<Enumerate" + NAMESPACE
            + "><w:OptimizeEnumeration xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"/></Enumerate>";
    private static final String PULL = "<Pull" + NAMESPACE + "><EnumerationContext>";
    private static final String PULL_END = "</EnumerationContext><MaxElements>1000</MaxElements></Pull>";

    private static final ThreadLocal<AaltoScan> SCAN = ThreadLocal.withInitial(AaltoScan::new);

    private final String url;
    private final BareHttp http;
    /** Twelve digits, as the last group of a UUID has. */
    private final AtomicLong messages = new AtomicLong(100_000_000_000L);

    AaltoFloor(String url) {
        this.url = url;
        this.http = new BareHttp(URI.create(url));
    }

    @Override
    public void identify() {
        http.exchange(FloorContender.IDENTIFY, this::scan);
    }

    @Override
    public void get() {
        http.exchange(envelope("transfer/Get", ""), this::scan);
    }

    @Override
    public long enumerate(String kind) {
        AaltoScan reply = http.exchange(envelope("enumeration/Enumerate", ENUMERATE), this::scan);
        long items = reply.items();
        while (!reply.context().isEmpty()) {
            http.exchange(envelope("enumeration/Pull", PULL + reply.context() + PULL_END), this::scan);
            items += reply.items();
        }
        return items;
    }

    private String envelope(String action, String body) {
        return BEGIN + action + MESSAGE_ID + messages.incrementAndGet() + TO + url + OTHER_HEADERS + body + END;
    }

    private AaltoScan scan(InputStream content) throws XMLStreamException {
        AaltoScan reading = SCAN.get();
        reading.read(content);
        return reading;
    }

    @Override
    public void close() {
        http.close();
    }
}
