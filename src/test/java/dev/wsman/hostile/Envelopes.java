package dev.wsman.hostile;

/** Envelopes of replies. */
final class Envelopes {
    static final String CLASS = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/LAB_Thing";
    private static final String TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
    private static final String ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";

    private Envelopes() {}

    /** An envelope with other header blocks beside RelatesTo, and a body. RelatesTo is omitted if it is empty. */
    static String envelope(String relatesTo, String headers, String body) {
        return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
                + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                + " xmlns:x=\"" + TRANSFER + "\" xmlns:n=\"" + ENUMERATION + "\""
                + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" xmlns:p=\"" + CLASS + "\">"
                + "<s:Header>" + (relatesTo.isEmpty() ? "" : "<a:RelatesTo>" + relatesTo + "</a:RelatesTo>") + headers
                + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    static String envelope(SocketRequest request, String body) {
        return envelope(request.messageId(), "", body);
    }

    /** An instance with a name. */
    static String thing(String name) {
        return "<p:LAB_Thing><p:Name>" + name + "</p:Name><p:Size>7</p:Size></p:LAB_Thing>";
    }

    /**
     * The reply of a working service. Get and Put return the thing that the selector names; Enumerate and Pull return
     * one thing each.
     */
    static String expected(SocketRequest request) {
        return switch (request.operation()) {
            case "Identify" ->
                envelope(
                        "",
                        "",
                        "<i:IdentifyResponse xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
                                + "<i:ProductVendor>Well</i:ProductVendor></i:IdentifyResponse>");
            case "Enumerate" -> envelope(request, enumerated("ctx-" + request.messageId(), thing("first")));
            case "Pull" -> envelope(request, lastBatch(thing("second")));
            case "Create" ->
                envelope(
                        request,
                        "<x:ResourceCreated><a:Address>http://a/</a:Address><a:ReferenceParameters><w:ResourceURI>"
                                + CLASS
                                + "</w:ResourceURI><w:SelectorSet><w:Selector Name=\"Name\">new</w:Selector>"
                                + "</w:SelectorSet></a:ReferenceParameters></x:ResourceCreated>");
            case "Delete", "Release" -> envelope(request, "");
            case "Get", "Put" -> envelope(request, thing(request.selector("Name")));
            default ->
                envelope(
                        request,
                        "<p:" + request.operation() + "_OUTPUT><p:Echo>" + request.element("Text")
                                + "</p:Echo><p:ReturnValue>0</p:ReturnValue></p:" + request.operation() + "_OUTPUT>");
        };
    }

    static String enumerated(String context, String items) {
        return "<n:EnumerateResponse><n:EnumerationContext>" + context + "</n:EnumerationContext><w:Items>" + items
                + "</w:Items></n:EnumerateResponse>";
    }

    static String batch(String context, String items) {
        return "<n:PullResponse><n:EnumerationContext>" + context + "</n:EnumerationContext><n:Items>" + items
                + "</n:Items></n:PullResponse>";
    }

    static String lastBatch(String items) {
        return "<n:PullResponse><n:Items>" + items + "</n:Items><n:EndOfSequence/></n:PullResponse>";
    }

    /** Replaces the message ID in RelatesTo of a recorded envelope. */
    static String relatedTo(String messageId, String envelope) {
        return envelope.replaceAll("(<(?:[\\w-]+:)?RelatesTo[^>]*>)[^<]*<", "$1" + messageId + "<");
    }

    /** A fault with a subcode, such as {@code w:TimedOut}, and a detail. Both may be empty. */
    static String fault(SocketRequest request, String code, String subcode, String detail) {
        return envelope(
                request,
                "<s:Fault><s:Code><s:Value>s:" + code + "</s:Value>"
                        + (subcode.isEmpty() ? "" : "<s:Subcode><s:Value>" + subcode + "</s:Value></s:Subcode>")
                        + "</s:Code><s:Reason><s:Text xml:lang=\"en\">test fault</s:Text></s:Reason>"
                        + (detail.isEmpty() ? "" : "<s:Detail>" + detail + "</s:Detail>") + "</s:Fault>");
    }
}
