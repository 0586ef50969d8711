package dev.wsman.bench;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The messages of a shell from a template, over HTTP without a client library. The replies are scanned, and their
 * output is decoded.
 */
final class BareShellContender implements ShellContender {
    private static final String SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
    private static final String ENVELOPE = "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:rsp=\"" + SHELL + "\"><soap:Header xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
            + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\">"
            + "<wsa:Action>%s</wsa:Action>"
            + "<wsa:MessageID>uuid:0A1B2C3D-0000-4000-8000-%012d</wsa:MessageID>"
            + "<wsa:To>%s</wsa:To><wsa:ReplyTo>"
            + "<wsa:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:Address></wsa:ReplyTo>"
            + "<w:ResourceURI soap:mustUnderstand=\"true\">" + SHELL + "/cmd</w:ResourceURI>"
            + "<w:SelectorSet><w:Selector Name=\"ShellId\">%s</w:Selector></w:SelectorSet>"
            + "<w:OperationTimeout>PT55.000S</w:OperationTimeout>"
            + "<w:MaxEnvelopeSize soap:mustUnderstand=\"true\">512000</w:MaxEnvelopeSize>"
            + "</soap:Header><soap:Body>%s</soap:Body></soap:Envelope>";

    private final String url;
    private final BareHttp http;
    private final XMLInputFactory parsers = new WstxInputFactory();
    private final AtomicLong messages = new AtomicLong();
    private final String shell;

    BareShellContender(String url) {
        this.url = url;
        this.http = new BareHttp(URI.create(url));
        this.shell = exchange(
                        "http://schemas.xmlsoap.org/ws/2004/09/transfer/Create",
                        "",
                        "<rsp:Shell><rsp:InputStreams>stdin</rsp:InputStreams>"
                                + "<rsp:OutputStreams>stdout stderr</rsp:OutputStreams></rsp:Shell>")
                .id;
    }

    @Override
    public void command() {
        if (run(ShellCommands.SHORT, bytes -> {}) != ShellCommands.SHORT_OUTPUT.length()) {
            throw new NotMeasuredException("unexpected output");
        }
    }

    @Override
    public long output(long bytes, Progress reading) {
        return run(ShellCommands.print(bytes), reading);
    }

    private long run(String line, Progress reading) {
        String id = exchange(
                        SHELL + "/Command",
                        shell,
                        "<rsp:CommandLine><rsp:Command>" + line + "</rsp:Command></rsp:CommandLine>")
                .id;
        long total = 0;
        Scan scan;
        do {
            scan = exchange(
                    SHELL + "/Receive",
                    shell,
                    "<rsp:Receive><rsp:DesiredStream CommandId=\"" + id
                            + "\">stdout stderr</rsp:DesiredStream></rsp:Receive>");
            total += scan.bytes;
            reading.received(total);
        } while (!scan.done);
        exchange(
                SHELL + "/Signal",
                shell,
                "<rsp:Signal CommandId=\"" + id + "\"><rsp:Code>" + SHELL
                        + "/signal/terminate</rsp:Code></rsp:Signal>");
        return total;
    }

    private Scan exchange(String action, String selected, String body) {
        return http.exchange(
                String.format(ENVELOPE, action, messages.incrementAndGet(), url, selected, body), this::scan);
    }

    private Scan scan(InputStream content) throws XMLStreamException {
        XMLStreamReader reader = parsers.createXMLStreamReader(content, "UTF-8");
        Scan scan = new Scan();
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                scan.read(reader);
            }
        }
        reader.close();
        return scan;
    }

    private static final class Scan {
        private String id = "";
        private long bytes;
        private boolean done;

        void read(XMLStreamReader reader) throws XMLStreamException {
            switch (reader.getLocalName()) {
                case "Selector", "CommandId" -> id = reader.getElementText();
                case "Stream" -> bytes += Base64.getDecoder().decode(reader.getElementText()).length;
                case "CommandState" -> done = reader.getAttributeValue(1).endsWith("/Done");
                default -> {
                    // not needed
                }
            }
        }
    }

    @Override
    public void parallel(int commands, int shells) {
        throw new NotMeasuredException("not supported");
    }

    @Override
    public void upload(Path file) {
        throw new NotMeasuredException("not supported");
    }

    @Override
    public void download(Path file, long bytes) {
        throw new NotMeasuredException("not supported");
    }

    @Override
    public void close() {
        exchange("http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete", shell, "");
        http.close();
    }
}
