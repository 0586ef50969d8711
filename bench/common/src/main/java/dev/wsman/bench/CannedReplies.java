package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Prebuilt replies. Only the message ID, the enumeration context and the length are inserted. Immutable; many threads
 * write them.
 */
final class CannedReplies {
    private static final int BLOCK = 1000;
    private static final String ENVELOPE = "<s:Envelope xml:lang=\"en-US\""
            + " xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
            + " xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\""
            + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\""
            + " xmlns:x=\"http://schemas.xmlsoap.org/ws/2004/09/transfer\">";
    private static final String IDENTIFIED =
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/>"
                    + "<s:Body><wsmid:IdentifyResponse"
                    + " xmlns:wsmid=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
                    + "<wsmid:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</wsmid:ProtocolVersion>"
                    + "<wsmid:ProductVendor>Canned Replies</wsmid:ProductVendor>"
                    + "<wsmid:ProductVersion>OS: 10.0.17763 SP: 0.0 Stack: 3.0</wsmid:ProductVersion>"
                    + "</wsmid:IdentifyResponse></s:Body></s:Envelope>";

    /** A thousand items in sequence, outside of the heap, so that the kernel sends them without a copy. */
    private final ByteBuffer block;

    private final int[] ends = new int[BLOCK + 1];
    private final CannedLayout layout;

    /** Creates replies without white space. */
    CannedReplies() {
        this(CannedLayout.COMPACT);
    }

    CannedReplies(CannedLayout layout) {
        this.layout = layout;
        ByteArrayOutputStream items = new ByteArrayOutputStream(BLOCK * 3000);
        for (int i = 0; i < BLOCK; i++) {
            items.writeBytes(CannedItems.item(i, layout));
            ends[i + 1] = items.size();
        }
        block = ByteBuffer.allocateDirect(items.size()).put(items.toByteArray()).flip();
    }

    /** Returns the average number of bytes of an item. */
    int itemSize() {
        return ends[BLOCK] / BLOCK;
    }

    ByteBuffer[] identify() {
        return reply(IDENTIFIED, 0, "");
    }

    ByteBuffer[] get(String messageId) {
        return reply(header("http://schemas.xmlsoap.org/ws/2004/09/transfer/GetResponse", messageId), 1, end());
    }

    ByteBuffer[] empty(String action, String messageId) {
        return reply(header(action + "Response", messageId), 0, end());
    }

    ByteBuffer[] enumerate(String messageId, String context) {
        return reply(
                header("http://schemas.xmlsoap.org/ws/2004/09/enumeration/EnumerateResponse", messageId)
                        + line(2, "<n:EnumerateResponse>")
                        + context(context)
                        + line(2, "</n:EnumerateResponse>"),
                0,
                end());
    }

    /** Returns the reply to Enumerate with the first batch. The context is empty for the last batch. */
    ByteBuffer[] enumerate(String messageId, String context, int items) {
        String start = header("http://schemas.xmlsoap.org/ws/2004/09/enumeration/EnumerateResponse", messageId)
                + line(2, "<n:EnumerateResponse>")
                + context(context)
                + line(3, "<w:Items>");
        String end = line(3, "</w:Items>")
                + (context.isEmpty() ? line(3, "<w:EndOfSequence/>") : "")
                + line(2, "</n:EnumerateResponse>");
        return reply(start, items, end + end());
    }

    ByteBuffer[] pull(String messageId, String context, int items) {
        String start = header("http://schemas.xmlsoap.org/ws/2004/09/enumeration/PullResponse", messageId)
                + line(2, "<n:PullResponse>")
                + (context.isEmpty() ? "" : context(context))
                + line(3, "<n:Items>");
        String end = line(3, "</n:Items>")
                + (context.isEmpty() ? line(3, "<n:EndOfSequence/>") : "")
                + line(2, "</n:PullResponse>");
        return reply(start, items, end + end());
    }

    private String context(String context) {
        return line(3, "<n:EnumerationContext>" + context + "</n:EnumerationContext>");
    }

    private String header(String action, String messageId) {
        return ENVELOPE
                + line(1, "<s:Header>")
                + line(2, "<a:Action>" + action + "</a:Action>")
                + line(2, "<a:MessageID>uuid:0D5C3F3A-9E0B-4C4E-8B7A-2B1E5A1F0C11</a:MessageID>")
                + line(2, "<a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>")
                + line(2, "<a:RelatesTo>" + messageId + "</a:RelatesTo>")
                + line(1, "</s:Header>")
                + line(1, "<s:Body>");
    }

    private String end() {
        return line(1, "</s:Body>") + line(0, "</s:Envelope>");
    }

    private String line(int level, String tag) {
        return layout.line(level) + tag;
    }

    private ByteBuffer[] reply(String start, int items, String end) {
        byte[] first = start.getBytes(UTF_8);
        byte[] last = end.getBytes(UTF_8);
        List<ByteBuffer> parts = new ArrayList<>();
        long length = (long) first.length + last.length;
        for (int left = items; left > 0; left -= BLOCK) {
            ByteBuffer some = block.duplicate().limit(ends[Math.min(left, BLOCK)]);
            length += some.limit();
            parts.add(some);
        }
        parts.add(0, head(length, first));
        parts.add(ByteBuffer.wrap(last));
        return parts.toArray(ByteBuffer[]::new);
    }

    private static ByteBuffer head(long length, byte[] first) {
        byte[] head = ("HTTP/1.1 200 \r\nContent-Type: " + CannedContract.CONTENT_TYPE
                        + "\r\nServer: Microsoft-HTTPAPI/2.0\r\n" + "Content-Length: " + length + "\r\n\r\n")
                .getBytes(US_ASCII);
        return ByteBuffer.allocate(head.length + first.length)
                .put(head)
                .put(first)
                .flip();
    }
}
