package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * Delivers batches to a sink over one connection, each after the reply to the one before, in the form in which Windows
 * forwards events: each is a text in CDATA, as PushSubscription requests it. In UTF-8, not compressed.
 */
final class CannedDelivery {
    private static final String EVENT =
            "<w:Event Action=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/Event\"><![CDATA[";
    private static final String ANONYMOUS = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";
    private static final String ENVELOPE = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
            + " xmlns:e=\"http://schemas.xmlsoap.org/ws/2004/08/eventing\""
            + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\""
            + " xmlns:p=\"http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd\"><s:Header><a:To>%s</a:To>"
            + "<m:MachineID xmlns:m=\"http://schemas.microsoft.com/wbem/wsman/1/machineid\""
            + " s:mustUnderstand=\"false\">host.bench.example</m:MachineID>"
            + "<a:ReplyTo><a:Address s:mustUnderstand=\"true\">" + ANONYMOUS + "</a:Address></a:ReplyTo>"
            + "<a:Action s:mustUnderstand=\"true\">http://schemas.dmtf.org/wbem/wsman/1/wsman/Events</a:Action>"
            + "<w:MaxEnvelopeSize s:mustUnderstand=\"true\">512000</w:MaxEnvelopeSize>"
            + "<a:MessageID>uuid:5E0D41B7-2A6C-4E93-B1F8-%012d</a:MessageID>"
            + "<p:OperationID s:mustUnderstand=\"false\">uuid:8A3C6F15-D47B-4B20-9E5D-%012d</p:OperationID>"
            + "<p:SequenceId s:mustUnderstand=\"false\">1</p:SequenceId>"
            + "<w:OperationTimeout>PT60.000S</w:OperationTimeout>"
            + "<e:Identifier>%s</e:Identifier>%s<w:AckRequested/></s:Header><s:Body><w:Events>";
    private static final byte[] END = "</w:Events></s:Body></s:Envelope>".getBytes(UTF_8);

    private final URI sink;
    private final String identifier;
    private final CannedEvents events;
    private volatile boolean stopped;

    CannedDelivery(String sink, String identifier, int batch) {
        this.sink = URI.create(sink);
        this.identifier = identifier;
        this.events = new CannedEvents(batch, EVENT, "]]></w:Event>");
    }

    void stop() {
        stopped = true;
    }

    void run() {
        try (Socket socket = new Socket(sink.getHost(), sink.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            Reply reply = new Reply(socket.getInputStream());
            for (long n = 0; !stopped; n++) {
                deliver(n, out);
                if (reply.status() == 404) {
                    return; // the sink has ended the subscription before the source received Unsubscribe
                }
                if (reply.status != 200) {
                    throw new IOException("the sink replied with status " + reply.status);
                }
            }
        } catch (IOException e) {
            if (!stopped) {
                e.printStackTrace();
            }
        }
    }

    private void deliver(long number, OutputStream out) throws IOException {
        long before = CannedEvents.BEFORE_FIRST + number * events.count();
        String bookmark = CannedEventServer.bookmark(before + events.count());
        String start = String.format(Locale.ROOT, ENVELOPE, sink, number, number, identifier, bookmark);
        CannedEventServer.send(
                out,
                "POST " + sink.getRawPath() + " HTTP/1.1",
                "Host: " + sink.getAuthority() + "\r\nUser-Agent: Microsoft WinRM Client\r\n",
                start.getBytes(UTF_8),
                events.after(before),
                END);
    }

    /** Reads replies; a reply is a message without a path. */
    private static final class Reply extends CannedMessage {
        private int status;

        Reply(InputStream in) {
            super(in);
        }

        /** Reads the next reply, and returns its status. */
        int status() throws IOException {
            if (!read()) {
                throw new IOException("the sink closed the connection");
            }
            status = Integer.parseInt(target());
            return status;
        }
    }
}
