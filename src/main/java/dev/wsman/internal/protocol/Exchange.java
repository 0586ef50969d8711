package dev.wsman.internal.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and how its reply is read: the only description of an exchange between the session and the wire.
 * Immutable; may be sent again.
 *
 * @param operation the operation
 * @param name the name for listeners and errors: {@code Get}, {@code Invoke StopService}
 * @param action the {@code wsa:Action}; null for Identify, which has no addressing headers
 * @param target the resource; null for Identify
 * @param body the content of the SOAP body; null sends an empty body
 * @param reader reads the reply's body
 * @param httpHeaders additional HTTP headers
 * @param estimateTotal whether the request has a {@code wsman:RequestTotalItemsCountEstimate} header
 * @param serverLimit the longest {@code wsman:OperationTimeout}; null for one that depends on the deadline only
 * @param <T> the result
 */
public record Exchange<T extends @Nullable Object>(
        Operation operation,
        String name,
        @Nullable String action,
        @Nullable RequestTarget target,
        @Nullable BodyContent body,
        ReplyReader<T> reader,
        Map<String, String> httpHeaders,
        boolean estimateTotal,
        @Nullable Duration serverLimit) {
    private static final Map<String, String> UNAUTHENTICATED = Map.of("WSMANIDENTIFY", "unauthenticated");

    private static <T extends @Nullable Object> Exchange<T> of(
            Operation operation, RequestTarget target, @Nullable BodyContent body, ReplyReader<T> reader) {
        return new Exchange<>(
                operation, operation.title(), operation.action(), target, body, reader, Map.of(), false, null);
    }

    /** Identify; an anonymous one has the HTTP header that makes Windows reply without authentication. */
    public static <T> Exchange<T> identify(boolean anonymous, ElementReader.Factory<T> response) {
        return new Exchange<>(
                Operation.IDENTIFY,
                Operation.IDENTIFY.title(),
                null,
                null,
                RequestBodies.identify(),
                ReplyReader.required(response, "an IdentifyResponse"),
                anonymous ? UNAUTHENTICATED : Map.of(),
                false,
                null);
    }

    public static <T> Exchange<T> get(RequestTarget target, ElementReader.Factory<T> representation) {
        return of(Operation.GET, target, null, ReplyReader.required(representation, "a representation"));
    }

    /** Put; its result is null if the server replies with an empty body. */
    public static <T> Exchange<@Nullable T> put(
            RequestTarget target, BodyContent content, ElementReader.Factory<T> representation) {
        return of(Operation.PUT, target, content, ReplyReader.optional(representation));
    }

    /** Create; {@code created} reads {@code wxf:ResourceCreated}. */
    public static <T> Exchange<T> create(RequestTarget target, BodyContent content, ElementReader.Factory<T> created) {
        return of(Operation.CREATE, target, content, ReplyReader.required(created, "a ResourceCreated"));
    }

    public static Exchange<@Nullable Void> delete(RequestTarget target) {
        return of(Operation.DELETE, target, null, ReplyReader.ignoring());
    }

    /**
     * Invoke.
     *
     * @param method a method's name, which is appended to the resource URI (DSP0230), or a complete action URI
     */
    public static <T> Exchange<T> invoke(
            RequestTarget target, String method, BodyContent input, ElementReader.Factory<T> output) {
        return new Exchange<>(
                Operation.INVOKE,
                Operation.INVOKE.title() + " " + method,
                method.contains("://") ? method : target.resourceUri() + "/" + method,
                target,
                input,
                ReplyReader.required(output, "the method's output"),
                Map.of(),
                false,
                null);
    }

    public static <T> Exchange<EnumerationBatch<T>> enumerate(
            RequestTarget target, EnumerateParameters parameters, ElementReader.Factory<T> items) {
        return new Exchange<>(
                Operation.ENUMERATE,
                Operation.ENUMERATE.title(),
                Operation.ENUMERATE.action(),
                target,
                RequestBodies.enumerate(parameters),
                EnumerationReader.of("EnumerateResponse", items),
                Map.of(),
                parameters.estimateTotal(),
                null);
    }

    public static <T> Exchange<EnumerationBatch<T>> pull(
            RequestTarget target, PullParameters parameters, ElementReader.Factory<T> items) {
        return of(Operation.PULL, target, RequestBodies.pull(parameters), EnumerationReader.of("PullResponse", items));
    }

    public static Exchange<@Nullable Void> release(RequestTarget target, List<Object> context) {
        return of(Operation.RELEASE, target, RequestBodies.release(context), ReplyReader.ignoring());
    }

    /** Pull of a subscription, whose reply may have no items yet. */
    public static <T> Exchange<T> pullEvents(RequestTarget target, PullParameters parameters, ReplyReader<T> reader) {
        return of(Operation.PULL, target, RequestBodies.pull(parameters), reader);
    }

    /** Returns this exchange with another body. */
    public Exchange<T> withBody(BodyContent content) {
        return new Exchange<>(
                operation, name, action, target, content, reader, httpHeaders, estimateTotal, serverLimit);
    }

    /** Returns this exchange with a limit of the time that the server may take. A shorter limit remains. */
    public Exchange<T> withServerLimit(Duration limit) {
        Duration shorter = serverLimit != null && serverLimit.compareTo(limit) < 0 ? serverLimit : limit;
        return new Exchange<>(operation, name, action, target, body, reader, httpHeaders, estimateTotal, shorter);
    }
}
