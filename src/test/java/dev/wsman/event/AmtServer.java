package dev.wsman.event;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The replies of Intel AMT about subscriptions, as EVENTING.md 3.5 describes them; they are not recorded. There are two
 * subscriptions: {@code handler-1} belongs to another client, {@code handler-2} to the one that subscribes.
 */
final class AmtServer implements AutoCloseable {
    static final String CIM = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";
    /** The reply to Enumerate without an item. */
    static final String NONE = envelope("<n:EnumerateResponse><n:EnumerationContext>c</n:EnumerationContext><w:Items/>"
            + "<w:EndOfSequence/></n:EnumerateResponse>");

    private static final Pattern SINK = Pattern.compile("NotifyTo[^>]*>.*?Address[^>]*>([^<]*)<", Pattern.DOTALL);
    private static final Pattern MESSAGE = Pattern.compile("MessageID[^>]*>([^<]*)<");

    private final HttpServer http;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String sink = "";

    AmtServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::serve);
        http.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/wsman";
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(request);
        Matcher message = MESSAGE.matcher(request);
        String id = message.find() ? message.group(1) : "";
        byte[] reply = reply(request).replace("RELATED", id).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/soap+xml;charset=UTF-8");
        exchange.sendResponseHeaders(200, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private String reply(String request) {
        if (request.contains("eventing/Subscribe<")) {
            Matcher notifyTo = SINK.matcher(request);
            sink = notifyTo.find() ? notifyTo.group(1) : "";
            return envelope("<e:SubscribeResponse><e:SubscriptionManager><a:Address>/wsman</a:Address>"
                    + "</e:SubscriptionManager></e:SubscribeResponse>");
        }
        if (request.contains("enumeration/Enumerate<")) {
            return envelope(
                    "<n:EnumerateResponse><n:EnumerationContext>1</n:EnumerationContext>" + "</n:EnumerateResponse>");
        }
        if (request.contains("enumeration/Pull<")) {
            return envelope("<n:PullResponse><n:Items>" + subscription("handler-1") + subscription("handler-2")
                    + "</n:Items><n:EndOfSequence/></n:PullResponse>");
        }
        if (request.contains("transfer/Get<")) {
            String destination = request.contains(">handler-1<") ? "http://other.example.com/events" : sink;
            return envelope("<g:CIM_ListenerDestinationWSManagement xmlns:g='" + CIM
                    + "CIM_ListenerDestinationWSManagement'><g:Destination>" + destination
                    + "</g:Destination></g:CIM_ListenerDestinationWSManagement>");
        }
        return envelope("");
    }

    private static String subscription(String handler) {
        return "<g:CIM_FilterCollectionSubscription xmlns:g='" + CIM + "CIM_FilterCollectionSubscription'><g:Filter>"
                + reference("CIM_FilterCollection", "InstanceID", "Intel(r) AMT:All") + "</g:Filter><g:Handler>"
                + reference("CIM_ListenerDestinationWSManagement", "Name", handler)
                + "</g:Handler></g:CIM_FilterCollectionSubscription>";
    }

    private static String reference(String type, String key, String value) {
        return "<a:Address>/wsman</a:Address><a:ReferenceParameters><w:ResourceURI>" + CIM + type
                + "</w:ResourceURI><w:SelectorSet><w:Selector Name='" + key + "'>" + value
                + "</w:Selector></w:SelectorSet></a:ReferenceParameters>";
    }

    private static String envelope(String body) {
        return "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'"
                + " xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing'"
                + " xmlns:e='http://schemas.xmlsoap.org/ws/2004/08/eventing'"
                + " xmlns:n='http://schemas.xmlsoap.org/ws/2004/09/enumeration'"
                + " xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'><s:Header>"
                + "<a:RelatesTo>RELATED</a:RelatesTo></s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
