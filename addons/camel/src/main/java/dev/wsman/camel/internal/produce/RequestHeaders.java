package dev.wsman.camel.internal.produce;

import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.WsmanOperation;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The headers of a message that replace options of its endpoint, and which of them the endpoint accepts. */
final class RequestHeaders {
    private static final List<String> NAMES = List.of(
            WsmanConstants.OPERATION,
            WsmanConstants.RESOURCE,
            WsmanConstants.SELECTORS,
            WsmanConstants.FRAGMENT,
            WsmanConstants.QUERY,
            WsmanConstants.FILTER,
            WsmanConstants.METHOD,
            WsmanConstants.COMMAND,
            WsmanConstants.ARGUMENTS);

    private final Message message;
    private final boolean overrides;

    RequestHeaders(Message message, boolean overrides) {
        this.message = message;
        this.overrides = overrides;
    }

    /**
     * Returns the value of a header; null if it is absent.
     *
     * @param option the option of the endpoint that the header replaces; null if it is not set
     * @throws IllegalArgumentException if the option is set and headers must not replace options
     */
    @Nullable
    Object get(String name, @Nullable Object option) {
        Object value = message.getHeader(name);
        if (value != null && option != null && !overrides) {
            throw new IllegalArgumentException("header " + name + ": replaces an option of the endpoint, which has"
                    + " headerOverrides=false. Remove the header or the option");
        }
        return value;
    }

    /**
     * Returns the operation of the header, or else of the endpoint.
     *
     * @throws IllegalArgumentException if the header is not an operation, or one that the endpoint does not allow
     */
    WsmanOperation operation(WsmanOperation ofEndpoint) {
        Object header = get(WsmanConstants.OPERATION, ofEndpoint);
        if (header == null) {
            return ofEndpoint;
        }
        WsmanOperation operation = parse(header);
        Kind allowed = Kind.of(ofEndpoint);
        Kind requested = Kind.of(operation);
        if (requested != allowed && !(allowed == Kind.CHANGE && requested == Kind.READ)) {
            throw new IllegalArgumentException("header " + WsmanConstants.OPERATION + ": " + operation
                    + " is not allowed at an endpoint with the operation " + ofEndpoint
                    + ". Use an endpoint wsman:" + operation.name().toLowerCase(Locale.ROOT));
        }
        return operation;
    }

    private static WsmanOperation parse(Object header) {
        try {
            return header instanceof WsmanOperation operation
                    ? operation
                    : WsmanOperation.valueOf(header.toString().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "header " + WsmanConstants.OPERATION + ": \"" + header + "\" is not an operation", e);
        }
    }

    /** Removes the headers, so that a later endpoint of the route does not take them as its own. */
    void remove() {
        NAMES.forEach(message::removeHeader);
    }

    /** What an operation can do. A header does not change it, except from changing to reading. */
    private enum Kind {
        READ,
        CHANGE,
        RUN,
        SUBSCRIBE;

        static Kind of(WsmanOperation operation) {
            return switch (operation) {
                case GET, ENUMERATE, QUERY, IDENTIFY -> READ;
                case PUT, CREATE, DELETE, INVOKE -> CHANGE;
                case RUN -> RUN;
                case SUBSCRIBE -> SUBSCRIBE;
            };
        }
    }
}
