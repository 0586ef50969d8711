package dev.wsman.internal.protocol;

import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ServerFault;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the content of a reply's SOAP body into the result of the exchange.
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface ReplyReader<T extends @Nullable Object> {

    /**
     * Reads the result.
     *
     * @param body on the body's first element, or on the end of {@code s:Body} if the body is empty
     */
    T read(XMLStreamReader body, ReplyHead head) throws XMLStreamException;

    /**
     * Returns the result that a fault stands for.
     *
     * @throws ExchangeException if the fault is a failure, as every fault is by default
     */
    default T readFault(ServerFault fault, ReplyHead head) {
        throw ExchangeException.fault(fault, head.status());
    }

    /**
     * Returns what changes the text of a successful reply that is not well-formed, so that it can be read again; null,
     * the default, if such a reply is a failure. The bytes of a reply are kept until it has been read if this is not
     * null.
     */
    default @Nullable UnaryOperator<String> repair() {
        return null;
    }

    /** Returns {@code reader} with a {@linkplain #repair repair} of replies that are not well-formed. */
    static <T extends @Nullable Object> ReplyReader<T> repairing(ReplyReader<T> reader, UnaryOperator<String> repair) {
        return new ReplyReader<>() {
            @Override
            public T read(XMLStreamReader body, ReplyHead head) throws XMLStreamException {
                return reader.read(body, head);
            }

            @Override
            public T readFault(ServerFault fault, ReplyHead head) {
                return reader.readFault(fault, head);
            }

            @Override
            public UnaryOperator<String> repair() {
                return repair;
            }
        };
    }

    /** Ignores the content and returns null. */
    static ReplyReader<@Nullable Void> ignoring() {
        return (body, head) -> null;
    }

    /** Reads the body's first element; returns null if the body is empty. */
    static <T> ReplyReader<@Nullable T> optional(ElementReader.Factory<T> elements) {
        return (body, head) ->
                body.getEventType() == START_ELEMENT ? elements.on(body, head).read(body) : null;
    }

    /**
     * Reads the body's first element; an empty body is a protocol error.
     *
     * @param expected the element as the error names it: {@code "a representation"}
     */
    static <T> ReplyReader<T> required(ElementReader.Factory<T> elements, String expected) {
        return (body, head) -> {
            if (body.getEventType() != START_ELEMENT) {
                throw ExchangeException.protocol(expected, "an empty Body", head.status(), null);
            }
            return elements.on(body, head).read(body);
        };
    }
}
