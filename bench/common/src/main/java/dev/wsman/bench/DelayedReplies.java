package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The replies of a server that replies late, as Windows writes them. Immutable. */
final class DelayedReplies {
    private static final String SUBSCRIBED = CannedEventServer.SUBSCRIBED.formatted(
            "D2B7A0C4-63F1-4A58-8E2D-000000000001", "<n:EnumerationContext>at-1</n:EnumerationContext>");
    /** What Windows sends when nothing has happened within {@code wsman:OperationTimeout}. */
    private static final String NOTHING = "<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode>"
            + "<s:Value>w:TimedOut</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en-US\">"
            + "The WS-Management service cannot complete the operation within the time specified in OperationTimeout. "
            + "</s:Text></s:Reason><s:Detail>"
            + "<f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" Code=\"2150858793\""
            + " Machine=\"host.bench.example\"><f:Message>"
            + "The WS-Management service cannot complete the operation within the time specified in OperationTimeout. "
            + " </f:Message></f:WSManFault></s:Detail></s:Fault>";

    private final CannedReplies canned = new CannedReplies();

    ByteBuffer[] of(DelayedRequest request) throws IOException {
        return switch (request.operation()) {
            case "Get" -> canned.get(request.messageId());
            case "Pull" -> reply("500 ", "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault", request, NOTHING);
            case "Subscribe" -> reply("200 ", CannedEventServer.EVENTING + "SubscribeResponse", request, SUBSCRIBED);
            case "Unsubscribe" -> reply("200 ", CannedEventServer.EVENTING + "UnsubscribeResponse", request, "");
            default -> throw new IOException("unknown operation " + request.operation());
        };
    }

    private static ByteBuffer[] reply(String status, String action, DelayedRequest request, String body) {
        String text =
                CannedEventServer.ENVELOPE.formatted(action, "", request.messageId()) + body + CannedEventServer.END;
        byte[] envelope = text.getBytes(UTF_8);
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: " + CannedContract.CONTENT_TYPE
                + "\r\nServer: Microsoft-HTTPAPI/2.0\r\nContent-Length: " + envelope.length + "\r\n\r\n";
        return new ByteBuffer[] {ByteBuffer.wrap(head.getBytes(UTF_8)), ByteBuffer.wrap(envelope)};
    }
}
