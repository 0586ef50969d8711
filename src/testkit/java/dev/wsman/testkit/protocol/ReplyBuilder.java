package dev.wsman.testkit.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Builds an envelope from header blocks and a body. */
final class ReplyBuilder {
    private final NamespacePrefixes prefixes;
    private final XmlTextWriter headers;
    private final XmlTextWriter body;
    private final boolean addressed;
    private final ServerQuirks quirks;

    private ReplyBuilder(ServerQuirks quirks, boolean addressed) {
        this.quirks = quirks;
        this.prefixes = new NamespacePrefixes(quirks);
        this.headers = new XmlTextWriter(prefixes);
        this.body = new XmlTextWriter(prefixes);
        this.addressed = addressed;
    }

    /** Starts a reply with the headers of WS-Addressing. */
    static ReplyBuilder to(ServiceRequest request, ServerQuirks quirks, String action, Optional<String> relatesTo) {
        ReplyBuilder reply = new ReplyBuilder(quirks, true);
        reply.headers.element(ServiceNamespaces.ADDRESSING, "To", ServiceNamespaces.ANONYMOUS);
        return reply.related(request, action, relatesTo);
    }

    /** Starts a reply with these headers, except for To. */
    static ReplyBuilder withoutTo(
            ServiceRequest request, ServerQuirks quirks, String action, Optional<String> relatesTo) {
        return new ReplyBuilder(quirks, true).related(request, action, relatesTo);
    }

    private ReplyBuilder related(ServiceRequest request, String action, Optional<String> relatesTo) {
        headers.element(ServiceNamespaces.ADDRESSING, "Action", action);
        relatesTo
                .or(request::messageId)
                .ifPresent(id -> headers.element(ServiceNamespaces.ADDRESSING, "RelatesTo", id));
        return this;
    }

    /** Starts a reply without these headers, as for Identify. */
    static ReplyBuilder plain(ServerQuirks quirks) {
        return new ReplyBuilder(quirks, false);
    }

    XmlTextWriter headers() {
        return headers;
    }

    XmlTextWriter body() {
        return body;
    }

    /** Returns the envelope. Each call creates another MessageID. */
    String envelope() {
        String soap = prefixes.onEnvelope(ServiceNamespaces.SOAP);
        XmlTextWriter id = new XmlTextWriter(prefixes);
        if (addressed) {
            id.element(
                    ServiceNamespaces.ADDRESSING,
                    "MessageID",
                    "uuid:" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT));
        }
        String tag = soap + ":";
        String language = quirks.has(ServerQuirk.LANGUAGE_ON_ENVELOPE) ? " xml:lang=\"" + quirks.language() + "\"" : "";
        String start = "<" + tag + "Envelope" + language + prefixes.declarations() + "><" + tag + "Header";
        String blocks = headers.toString() + id;
        String content = body.toString();
        return start
                + (blocks.isEmpty() ? "/>" : ">" + blocks + "</" + tag + "Header>")
                + (content.isEmpty() ? "<" + tag + "Body/>" : "<" + tag + "Body>" + content + "</" + tag + "Body>")
                + "</" + tag + "Envelope>";
    }

    /** The current size of the envelope, in bytes of UTF-8. */
    int size() {
        return utf8Length(envelope());
    }

    static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
