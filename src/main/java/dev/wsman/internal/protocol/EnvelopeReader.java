package dev.wsman.internal.protocol;

import static javax.xml.stream.XMLStreamConstants.DTD;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.FaultReader;
import dev.wsman.internal.transport.HttpReply;
import dev.wsman.internal.xml.Elements;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the envelope of one reply from the connection: its headers and then a fault or the result of the exchange.
 *
 * @param <T> the result
 */
public final class EnvelopeReader<T extends @Nullable Object> {
    private static final Set<String> UNDERSTOOD = Set.of(
            Namespaces.ADDRESSING,
            Namespaces.ADDRESSING_2005,
            Namespaces.WSMAN,
            Namespaces.MS_WSMAN,
            Namespaces.CIM_BINDING,
            Namespaces.ENUMERATION,
            Namespaces.TRANSFER);

    private final OutgoingRequest<T> request;
    private final HttpReply reply;
    /** The reply with the bytes that have been read; null if it is not read again. */
    private final @Nullable KeptReply kept;
    /** Whether the start tag of the envelope has been read. Until then, the reply may still be a page of HTML. */
    private boolean begun;

    public EnvelopeReader(OutgoingRequest<T> request, HttpReply reply) {
        this.request = request;
        this.kept = request.exchange().reader().repair() == null ? null : new KeptReply(reply);
        this.reply = kept == null ? reply : kept;
    }

    /**
     * Reads the reply to its end.
     *
     * @return the result of the exchange
     * @throws ExchangeException if the reply is a fault, is not SOAP, or is not the reply to this request
     */
    public T read() {
        ReplyText text = new ReplyText(reply, request.defaults().repair());
        if (!text.looksLikeXml()) {
            throw withRetryAfter(text.notSoap());
        }
        try {
            return read(text);
        } catch (ExchangeException e) {
            throw withRetryAfter(!begun && text.isStall(e) ? text.notSoap() : e);
        }
    }

    private ExchangeException withRetryAfter(ExchangeException failure) {
        return failure.retryAfter(reply.header("Retry-After"), reply.header("Date"));
    }

    private T read(ReplyText text) {
        try {
            return envelope(text.open(), text);
        } catch (XMLStreamException e) {
            UnaryOperator<String> repair = request.exchange().reader().repair();
            if (repair == null || kept == null || !begun || !text.isSuccess()) {
                throw malformed(text, e);
            }
            return repaired(kept.again(), repair);
        }
    }

    /** Reads a reply whose text is not well-formed a second time. */
    private T repaired(HttpReply again, UnaryOperator<String> repair) {
        ReplyText text = new ReplyText(again, true);
        try {
            return envelope(text.open(repair), text);
        } catch (XMLStreamException e) {
            throw malformed(text, e);
        }
    }

    private ExchangeException malformed(ReplyText text, XMLStreamException e) {
        return begun || text.isSuccess()
                ? ExchangeException.protocol("well-formed XML", reason(e), reply.status(), e)
                : text.notSoap();
    }

    private T envelope(XMLStreamReader reader, ReplyText text) throws XMLStreamException {
        try {
            return document(reader, text);
        } finally {
            reader.close();
        }
    }

    private T document(XMLStreamReader reader, ReplyText text) throws XMLStreamException {
        while (reader.next() != START_ELEMENT) {
            // Comments and white space may precede the envelope.
            if (reader.getEventType() == DTD) {
                throw text.isSuccess() ? documentType() : text.notSoap();
            }
        }
        if (!reader.getLocalName().equals("Envelope") || !Namespaces.isSoap(reader.getNamespaceURI())) {
            throw text.notSoap("<" + reader.getLocalName() + ">");
        }
        begun = true;
        int next = reader.nextTag();
        List<Tree> headers = List.of();
        if (next == START_ELEMENT
                && reader.getLocalName().equals("Header")
                && Namespaces.isSoap(reader.getNamespaceURI())) {
            headers = headers(reader);
            reader.nextTag();
        }
        if (reader.getEventType() != START_ELEMENT || !reader.getLocalName().equals("Body")) {
            throw ExchangeException.protocol("a SOAP Body", "an envelope without one", reply.status(), null);
        }
        T result = body(reader, headers, text);
        readToEnd(reader);
        return result;
    }

    /** SOAP 1.2 part 1 clause 5 forbids document types. */
    private ExchangeException documentType() {
        return ExchangeException.protocol(
                "an envelope", "one with a document type, which SOAP forbids", reply.status(), null);
    }

    private static List<Tree> headers(XMLStreamReader reader) throws XMLStreamException {
        List<Tree> headers = new ArrayList<>(6);
        TreeReader trees = new TreeReader(reader);
        while (reader.nextTag() == START_ELEMENT) {
            headers.add(trees.read());
        }
        return headers;
    }

    private T body(XMLStreamReader reader, List<Tree> headers, ReplyText text) throws XMLStreamException {
        boolean isFault = Elements.next(reader) && isFault(reader);
        checkRelation(headers);
        if (isFault) {
            Tree fault = TreeReader.read(reader);
            return request.exchange()
                    .reader()
                    .readFault(
                            FaultReader.read(fault, headers, request.defaults().locale()),
                            new ReplyHead(reply.status(), headers));
        }
        if (!text.isSuccess()) {
            throw ExchangeException.http(
                    reply.status(), reply.reasonPhrase(), reply.contentType(), "an envelope without a fault");
        }
        checkUnderstood(headers);
        return request.exchange().reader().read(reader, new ReplyHead(reply.status(), headers));
    }

    private static boolean isFault(XMLStreamReader reader) {
        return reader.getLocalName().equals("Fault") && Namespaces.isSoap(reader.getNamespaceURI());
    }

    /**
     * Rejects a reply, or a fault, that relates to another request. Accepts one without {@code wsa:RelatesTo}: servers
     * omit it if they could not read the request.
     */
    private void checkRelation(List<Tree> headers) {
        for (Tree header : headers) {
            if (header.localName().equals("RelatesTo") && Namespaces.isAddressing(header.namespace())) {
                checkRelation(header.text().trim());
            }
        }
    }

    private void checkUnderstood(List<Tree> headers) {
        for (Tree header : headers) {
            if (mustBeUnderstood(header) && !UNDERSTOOD.contains(header.namespace())) {
                throw ExchangeException.protocol(
                        "headers that a WS-Management client knows",
                        "the header " + header.name() + ", which must be understood",
                        reply.status(),
                        null);
            }
        }
    }

    private void checkRelation(String relatesTo) {
        if (request.exchange().action() != null
                && !relatesTo.isEmpty()
                && !relatesTo.equals(request.messageId())
                && !bare(relatesTo).equals(bare(request.messageId()))) {
            throw ExchangeException.protocol(
                    "the reply to " + request.messageId(), "a reply to " + relatesTo, reply.status(), null);
        }
    }

    /** Returns a UUID without its prefix: some servers send {@code urn:uuid:} for {@code uuid:}, or small letters. */
    private static String bare(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        return lower.substring(lower.lastIndexOf(':') + 1);
    }

    private static boolean mustBeUnderstood(Tree header) {
        String flag = header.attribute(Namespaces.SOAP, "mustUnderstand");
        return flag != null && (flag.trim().equals("true") || flag.trim().equals("1"));
    }

    /** Reads the rest of the envelope: a reply that breaks off after the result is not complete. */
    private static void readToEnd(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }

    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        return message.replaceAll("\\s+at \\[row", " at [row");
    }
}
