package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An event source in the form of Windows, whose log never ends: each Pull gets a full batch at once, and each sink gets
 * one delivery after the other until its subscription ends. The path of a request determines the number of events in a
 * batch. It prints its port, and ends when its input ends.
 */
public final class CannedEventServer {
    static final String EVENTING = "http://schemas.xmlsoap.org/ws/2004/08/eventing/";
    /** With the action, more headers, and the request's message ID; up to the body. */
    static final String ENVELOPE = "<s:Envelope xml:lang=\"en-US\""
            + " xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
            + " xmlns:e=\"http://schemas.xmlsoap.org/ws/2004/08/eventing\""
            + " xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\""
            + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><s:Header>"
            + "<a:Action>%s</a:Action><a:MessageID>uuid:0D5C3F3A-9E0B-4C4E-8B7A-2B1E5A1F0C11</a:MessageID>"
            + "<a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>"
            + "%s<a:RelatesTo>%s</a:RelatesTo></s:Header><s:Body>";

    static final String END = "</s:Body></s:Envelope>";
    /** With the identifier of the subscription, and more elements. */
    static final String SUBSCRIBED = "<e:SubscribeResponse><e:SubscriptionManager>"
            + "<a:Address>http://127.0.0.1/wsman</a:Address><a:ReferenceProperties><w:ResourceURI>"
            + EventContract.RESOURCE_URI + "</w:ResourceURI><e:Identifier>%s</e:Identifier></a:ReferenceProperties>"
            + "</e:SubscriptionManager><e:Expires>PT0.000S</e:Expires>%s</e:SubscribeResponse>";

    private final AtomicInteger identifiers = new AtomicInteger();
    private final Map<String, CannedDelivery> deliveries = new ConcurrentHashMap<>();

    private CannedEventServer() {}

    /** Runs the source. The argument is the number of loopback addresses to listen on; the default is one. */
    public static void main(String[] arguments) throws IOException {
        CannedEventServer server = new CannedEventServer();
        int addresses = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        System.out.println("port " + CannedListener.listen(addresses, server::converse));
        while (System.in.read() >= 0) {
            // the parent process ends this one by closing its input
        }
    }

    private void converse(InputStream in, OutputStream out) throws IOException {
        CannedEventRequest request = new CannedEventRequest(in);
        CannedEvents events = null;
        while (request.read()) {
            switch (request.operation()) {
                case "Pull" -> {
                    if (events == null || events.count() != request.batch()) {
                        events = new CannedEvents(request.batch(), "", "");
                    }
                    pull(request, events, out);
                }
                case "Subscribe" -> write(out, request, EVENTING + "SubscribeResponse", subscribe(request));
                case "Unsubscribe" -> {
                    unsubscribe(request.identifier());
                    write(out, request, EVENTING + "UnsubscribeResponse", "");
                }
                default -> throw new IOException("unknown operation " + request.operation());
            }
        }
    }

    private String subscribe(CannedEventRequest request) {
        String identifier = String.format("D2B7A0C4-63F1-4A58-8E2D-%012d", identifiers.incrementAndGet());
        if (!request.sink().isEmpty()) {
            CannedDelivery delivery = new CannedDelivery(request.sink(), request.identifier(), request.batch());
            deliveries.put(identifier, delivery);
            CannedListener.start("delivery", delivery::run);
            return SUBSCRIBED.formatted(identifier, "");
        }
        return SUBSCRIBED.formatted(
                identifier, "<n:EnumerationContext>at-" + request.start() + "</n:EnumerationContext>");
    }

    private void unsubscribe(String identifier) {
        CannedDelivery delivery = deliveries.remove(identifier);
        if (delivery != null) {
            delivery.stop();
        }
    }

    private static void pull(CannedEventRequest request, CannedEvents events, OutputStream out) throws IOException {
        long end = request.position() + events.count();
        byte[] batch = events.after(request.position());
        String start = ENVELOPE.formatted(
                        "http://schemas.xmlsoap.org/ws/2004/09/enumeration/PullResponse",
                        bookmark(end),
                        request.messageId())
                + "<n:PullResponse><n:EnumerationContext>at-" + end + "</n:EnumerationContext><n:Items>";
        send(
                out,
                "HTTP/1.1 200 ",
                "",
                start.getBytes(UTF_8),
                batch,
                ("</n:Items></n:PullResponse>" + END).getBytes(UTF_8));
    }

    /** Returns the header with the position after a record. */
    static String bookmark(long record) {
        return "<w:Bookmark><BookmarkList><Bookmark Channel=\"" + EventContract.CHANNEL + "\" RecordId=\"" + record
                + "\" IsCurrent=\"true\"/></BookmarkList></w:Bookmark>";
    }

    private static void write(OutputStream out, CannedEventRequest request, String action, String body)
            throws IOException {
        String envelope = ENVELOPE.formatted(action, "", request.messageId()) + body + END;
        send(out, "HTTP/1.1 200 ", "", envelope.getBytes(UTF_8));
    }

    /** Sends an HTTP message with a body of several parts. */
    static void send(OutputStream out, String startLine, String headers, byte[]... parts) throws IOException {
        long length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        String head = startLine + "\r\n" + headers + "Content-Type: " + CannedContract.CONTENT_TYPE
                + "\r\nContent-Length: " + length + "\r\n\r\n";
        byte[] first = (head + new String(parts[0], UTF_8)).getBytes(UTF_8);
        out.write(first);
        for (int i = 1; i < parts.length; i++) {
            out.write(parts[i]);
        }
        out.flush();
    }
}
