package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The replies of a server that replies late, as Windows writes them. Immutable. */
final class DelayedReplies {
    private static final String ENVELOPE = "<s:Envelope xml:lang=\"en-US\""
            + " xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
            + " xmlns:e=\"http://schemas.xmlsoap.org/ws/2004/08/eventing\""
            + " xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\""
            + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><s:Header>"
            + "<a:Action>%s</a:Action><a:MessageID>uuid:0D5C3F3A-9E0B-4C4E-8B7A-2B1E5A1F0C11</a:MessageID>"
            + "<a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>"
            + "<a:RelatesTo>%s</a:RelatesTo></s:Header><s:Body>%s</s:Body></s:Envelope>";
    private static final String EVENTING = "http://schemas.xmlsoap.org/ws/2004/08/eventing/";
    private static final String SUBSCRIBED = "<e:SubscribeResponse><e:SubscriptionManager>"
            + "<a:Address>http://127.0.0.1/wsman</a:Address><a:ReferenceProperties><w:ResourceURI>"
            + EventContract.RESOURCE_URI + "</w:ResourceURI>"
            + "<e:Identifier>D2B7A0C4-63F1-4A58-8E2D-000000000001</e:Identifier></a:ReferenceProperties>"
            + "</e:SubscriptionManager><e:Expires>PT0.000S</e:Expires>"
            + "<n:EnumerationContext>at-1</n:EnumerationContext></e:SubscribeResponse>";
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
            case "Subscribe" -> reply("200 ", EVENTING + "SubscribeResponse", request, SUBSCRIBED);
            case "Unsubscribe" -> reply("200 ", EVENTING + "UnsubscribeResponse", request, "");
            default -> throw new IOException("unknown operation " + request.operation());
        };
    }

    private static ByteBuffer[] reply(String status, String action, DelayedRequest request, String body) {
        byte[] envelope = ENVELOPE.formatted(action, request.messageId(), body).getBytes(UTF_8);
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: " + CannedContract.CONTENT_TYPE
                + "\r\nServer: Microsoft-HTTPAPI/2.0\r\nContent-Length: " + envelope.length + "\r\n\r\n";
        return new ByteBuffer[] {ByteBuffer.wrap(head.getBytes(UTF_8)), ByteBuffer.wrap(envelope)};
    }
}
