package dev.wsman.testkit.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** An answer in the making: header blocks and a body, which become an envelope. */
final class ReplyBuilder {
    private final Prefixes prefixes;
    private final XmlText headers;
    private final XmlText body;
    private final boolean addressed;
    private final ServerQuirks manners;

    private ReplyBuilder(ServerQuirks manners, boolean addressed) {
        this.manners = manners;
        this.prefixes = new Prefixes(manners);
        this.headers = new XmlText(prefixes);
        this.body = new XmlText(prefixes);
        this.addressed = addressed;
    }

    /** An answer with the headers of WS-Addressing. */
    static ReplyBuilder to(ServiceRequest request, ServerQuirks manners, String action, Optional<String> relatesTo) {
        ReplyBuilder answer = new ReplyBuilder(manners, true);
        answer.headers.element(ServiceNamespaces.ADDRESSING, "To", ServiceNamespaces.ANONYMOUS);
        answer.headers.element(ServiceNamespaces.ADDRESSING, "Action", action);
        relatesTo
                .or(request::messageId)
                .ifPresent(id -> answer.headers.element(ServiceNamespaces.ADDRESSING, "RelatesTo", id));
        return answer;
    }

    /** An answer without them, as Identify gets. */
    static ReplyBuilder plain(ServerQuirks manners) {
        return new ReplyBuilder(manners, false);
    }

    XmlText headers() {
        return headers;
    }

    XmlText body() {
        return body;
    }

    /** The envelope; each call gives another MessageID. */
    String envelope() {
        String soap = prefixes.onEnvelope(ServiceNamespaces.SOAP);
        XmlText id = new XmlText(prefixes);
        if (addressed) {
            id.element(
                    ServiceNamespaces.ADDRESSING,
                    "MessageID",
                    "uuid:" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT));
        }
        String tag = soap + ":";
        String language =
                manners.has(ServerQuirk.LANGUAGE_ON_ENVELOPE) ? " xml:lang=\"" + manners.language() + "\"" : "";
        String start = "<" + tag + "Envelope" + language + prefixes.declarations() + "><" + tag + "Header";
        String blocks = headers.toString() + id;
        String content = body.toString();
        return start
                + (blocks.isEmpty() ? "/>" : ">" + blocks + "</" + tag + "Header>")
                + (content.isEmpty() ? "<" + tag + "Body/>" : "<" + tag + "Body>" + content + "</" + tag + "Body>")
                + "</" + tag + "Envelope>";
    }

    /** How large the envelope is now, in octets of UTF-8. */
    int size() {
        return octets(envelope());
    }

    static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
