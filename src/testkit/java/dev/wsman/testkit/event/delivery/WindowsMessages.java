package dev.wsman.testkit.event.delivery;

import dev.wsman.testkit.event.EventXml;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The messages of a Windows source, as in captures/windows/wef. */
final class WindowsMessages {
    static final String ACTION = "http://schemas.dmtf.org/wbem/wsman/1/wsman/";
    private static final String ANONYMOUS = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";
    private static final String NAMESPACES = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
            + " xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\""
            + " xmlns:e=\"http://schemas.xmlsoap.org/ws/2004/08/eventing\""
            + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\""
            + " xmlns:p=\"http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd\">";
    private static final String MUST = " s:mustUnderstand=\"true\">";

    private final String machineId;
    private final String sessionId = uuid();

    WindowsMessages(String machineId) {
        this.machineId = machineId;
    }

    static String uuid() {
        return "uuid:" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }

    /** 01-Enumerate.xml. */
    String enumerate(String url) {
        return NAMESPACES + "<s:Header><a:To>" + url + "</a:To><w:ResourceURI" + MUST
                + "http://schemas.microsoft.com/wbem/wsman/1/SubscriptionManager/Subscription</w:ResourceURI>"
                + common("http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate", "PT60.000S", 512_000)
                + "</s:Header><s:Body><n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>32000</w:MaxElements>"
                + "</n:Enumerate></s:Body></s:Envelope>";
    }

    /** 08-End.xml. */
    static String end() {
        return NAMESPACES + "<s:Header><a:To>" + ANONYMOUS + "</a:To><w:ResourceURI" + MUST
                + "http://schemas.microsoft.com/wbem/wsman/1/wsman/FullDuplex</w:ResourceURI><a:Action" + MUST
                + "http://schemas.microsoft.com/wbem/wsman/1/wsman/End</a:Action><a:MessageID>" + uuid()
                + "</a:MessageID><p:OperationID>" + uuid()
                + "</p:OperationID></s:Header><s:Body></s:Body></s:Envelope>";
    }

    /** 05-Events.xml, 03-Heartbeat.xml. The scheme of To is in lower case, whatever NotifyTo has. */
    String delivery(DeliverySettings settings, String action, String bookmark, boolean acknowledged, String body) {
        return NAMESPACES + "<s:Header>" + to(settings.notifyTo())
                + common(action, "PT60.000S", settings.maxEnvelopeSize())
                + String.join("", settings.notifyTo().headers())
                + (bookmark.isEmpty() ? "" : "<w:Bookmark>" + bookmark + "</w:Bookmark>")
                + (acknowledged ? "<w:AckRequested/>" : "") + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    private static String to(DeliverySettings.Target target) {
        String url = target.url().toString();
        int scheme = url.indexOf(':');
        return "<a:To>" + escaped(url.substring(0, scheme).toLowerCase(Locale.ROOT) + url.substring(scheme))
                + "</a:To>";
    }

    private String common(String action, String timeout, int maxEnvelopeSize) {
        return "<m:MachineID xmlns:m=\"http://schemas.microsoft.com/wbem/wsman/1/machineid\" s:mustUnderstand=\"false\">"
                + escaped(machineId) + "</m:MachineID><a:ReplyTo><a:Address" + MUST + ANONYMOUS
                + "</a:Address></a:ReplyTo><a:Action" + MUST + action + "</a:Action><w:MaxEnvelopeSize" + MUST
                + maxEnvelopeSize + "</w:MaxEnvelopeSize><a:MessageID>" + uuid() + "</a:MessageID>"
                + "<w:Locale xml:lang=\"en-US\" s:mustUnderstand=\"false\"/>"
                + "<p:DataLocale xml:lang=\"en-US\" s:mustUnderstand=\"false\"/>"
                + "<p:SessionId s:mustUnderstand=\"false\">"
                + sessionId + "</p:SessionId><p:OperationID s:mustUnderstand=\"false\">" + uuid()
                + "</p:OperationID><p:SequenceId s:mustUnderstand=\"false\">1</p:SequenceId><w:OperationTimeout>"
                + timeout
                + "</w:OperationTimeout>";
    }

    static String events(List<String> events, boolean cdata) {
        StringBuilder body = new StringBuilder("<w:Events>");
        for (String event : events) {
            body.append("<w:Event Action=\"").append(ACTION).append("Event\">");
            body.append(cdata ? "<![CDATA[" + event.replace("]]>", "]]]]><![CDATA[>") + "]]>" : event);
            body.append("</w:Event>");
        }
        return body.append("</w:Events>").toString();
    }

    /** The event that a delivery without a bookmark begins with (EVENTING.md 2.3). */
    String subscriptionBookmark(String subscriptionId, String time) {
        return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
                + "<Provider Name='Microsoft-Windows-EventForwarder'/><EventID>111</EventID><TimeCreated SystemTime='"
                + time + "'/><Computer>" + escaped(machineId) + "</Computer></System><SubscriptionBookmarkEvent>"
                + "<SubscriptionId>" + escaped(subscriptionId)
                + "</SubscriptionId></SubscriptionBookmarkEvent></Event>";
    }

    /** 07-SubscriptionEnd.xml. The Identifier in the body is not the one of the header. */
    String subscriptionEnd(DeliverySettings.Target endTo, String status, long code, String message) {
        String fault = code == 0
                ? ""
                : "<f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" Code=\"" + code
                        + "\" Machine=\"" + escaped(machineId)
                        + "\"><f:Message><f:ProviderFault provider=\"Unknown provider\" path=\"Unknown path\">"
                        + "<t:ProviderError xmlns:t=\"http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog\">"
                        + escaped(message) + "</t:ProviderError></f:ProviderFault></f:Message></f:WSManFault>";
        return NAMESPACES + "<s:Header>" + to(endTo)
                + common("http://schemas.xmlsoap.org/ws/2004/08/eventing/SubscriptionEnd", "PT0.500S", 512_000)
                + String.join("", endTo.headers()) + "<w:AckRequested/></s:Header><s:Body><e:SubscriptionEnd>"
                + "<e:SubscriptionManager><a:Address>" + escaped(endTo.url().toString())
                + "</a:Address><a:ReferenceProperties><e:Identifier>" + uuid().substring(5)
                + "</e:Identifier></a:ReferenceProperties></e:SubscriptionManager><e:Status>"
                + "http://schemas.xmlsoap.org/ws/2004/08/eventing/" + status + "</e:Status>" + fault
                + "</e:SubscriptionEnd></s:Body></s:Envelope>";
    }

    private static String escaped(String text) {
        return EventXml.escape(text);
    }
}
