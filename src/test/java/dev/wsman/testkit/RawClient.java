package dev.wsman.testkit;

import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A client made of strings: envelopes as a person would write them, sent by the JDK's HTTP client. */
final class RawClient {
    static final String DMTF = ServiceNamespaces.DMTF_CLASSES;
    static final String WMI = ServiceNamespaces.WMI + "root/cimv2/";

    private final HttpClient http;
    private final String url;
    private final Map<String, String> httpHeaders = new LinkedHashMap<>();

    RawClient(WsmanService service) {
        this(HttpClient.newHttpClient(), service.endpoint());
    }

    RawClient(HttpClient http, String url) {
        this.http = http;
        this.url = url;
        httpHeaders.put("Content-Type", "application/soap+xml;charset=UTF-8");
    }

    RawClient httpHeader(String name, String value) {
        httpHeaders.put(name, value);
        return this;
    }

    /** A request in the making. */
    static final class Message {
        private final Map<String, String> headers = new LinkedHashMap<>();
        private String body = "";

        private Message(String action, String resourceUri) {
            header("wsa:To", "http://localhost/wsman");
            headers.put(
                    "wsa:ReplyTo",
                    "<wsa:ReplyTo><wsa:Address>" + ServiceNamespaces.ANONYMOUS + "</wsa:Address></wsa:ReplyTo>");
            header("wsa:MessageID", "uuid:" + UUID.randomUUID());
            header("wsa:Action", action);
            header("wsman:ResourceURI", resourceUri);
        }

        Message header(String name, String text) {
            headers.put(name, "<" + name + " s:mustUnderstand=\"true\">" + text + "</" + name + ">");
            return this;
        }

        /** A header block as XML, in place of one that is called so. */
        Message block(String name, String xml) {
            headers.put(name, xml);
            return this;
        }

        Message without(String name) {
            headers.remove(name);
            return this;
        }

        Message selector(String name, String value) {
            String selector =
                    "<wsman:Selector Name=\"" + name + "\">" + value + "</wsman:Selector></wsman:SelectorSet>";
            headers.merge(
                    "wsman:SelectorSet",
                    "<wsman:SelectorSet>" + selector,
                    (old, added) -> old.substring(0, old.lastIndexOf("</wsman:SelectorSet>")) + selector);
            return this;
        }

        Message body(String xml) {
            body = xml;
            return this;
        }

        String messageId() {
            return headers.get("wsa:MessageID").replaceAll("<[^>]*>", "");
        }

        @Override
        public String toString() {
            return "<s:Envelope xmlns:s=\"" + ServiceNamespaces.SOAP + "\" xmlns:wsa=\"" + ServiceNamespaces.ADDRESSING
                    + "\" xmlns:wsman=\"" + ServiceNamespaces.WSMAN + "\" xmlns:wsen=\"" + ServiceNamespaces.ENUMERATION
                    + "\" xmlns:wsmb=\"" + ServiceNamespaces.CIM_BINDING + "\" xmlns:xsi=\"" + ServiceNamespaces.XSI
                    + "\"><s:Header>" + String.join("", headers.values()) + "</s:Header><s:Body>" + body
                    + "</s:Body></s:Envelope>";
        }
    }

    static Message get(String resourceUri) {
        return new Message(ServiceNamespaces.TRANSFER + "/Get", resourceUri);
    }

    static Message put(String resourceUri, String body) {
        return new Message(ServiceNamespaces.TRANSFER + "/Put", resourceUri).body(body);
    }

    static Message create(String resourceUri, String body) {
        return new Message(ServiceNamespaces.TRANSFER + "/Create", resourceUri).body(body);
    }

    static Message delete(String resourceUri) {
        return new Message(ServiceNamespaces.TRANSFER + "/Delete", resourceUri);
    }

    static Message enumerate(String resourceUri, String content) {
        return new Message(ServiceNamespaces.ENUMERATION + "/Enumerate", resourceUri)
                .body("<wsen:Enumerate>" + content + "</wsen:Enumerate>");
    }

    /** Enumerate with OptimizeEnumeration. */
    static Message optimized(String resourceUri, int items, String content) {
        return enumerate(
                resourceUri,
                "<wsman:OptimizeEnumeration/><wsman:MaxElements>" + items + "</wsman:MaxElements>" + content);
    }

    static Message pull(String resourceUri, String context, int items) {
        return onContext("Pull", resourceUri, context, "<wsen:MaxElements>" + items + "</wsen:MaxElements>");
    }

    /** Pull, Release, Renew or GetStatus. */
    static Message onContext(String operation, String resourceUri, String context, String content) {
        return new Message(ServiceNamespaces.ENUMERATION + "/" + operation, resourceUri)
                .body("<wsen:" + operation + "><wsen:EnumerationContext>" + context + "</wsen:EnumerationContext>"
                        + content + "</wsen:" + operation + ">");
    }

    static Message invoke(String resourceUri, String method, String parameters) {
        return new Message(resourceUri + "/" + method, resourceUri)
                .body("<p:" + method + "_INPUT xmlns:p=\"" + resourceUri + "\">" + parameters + "</p:" + method
                        + "_INPUT>");
    }

    static String identify() {
        return "<s:Envelope xmlns:s=\"" + ServiceNamespaces.SOAP
                + "\"><s:Header/><s:Body><wsmid:Identify xmlns:wsmid=\"" + ServiceNamespaces.IDENTITY
                + "\"/></s:Body></s:Envelope>";
    }

    static String filter(String dialect, String content) {
        return "<wsman:Filter Dialect=\"" + dialect + "\">" + content + "</wsman:Filter>";
    }

    RawReply send(Object message) {
        return sendBytes(message.toString().getBytes(StandardCharsets.UTF_8));
    }

    RawReply sendBytes(byte[] body) {
        try {
            HttpResponse<byte[]> response = exchange(body);
            return new RawReply(response.statusCode(), response.headers(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    HttpResponse<byte[]> exchange(byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        httpHeaders.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
