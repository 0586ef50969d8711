package dev.wsman.camel.internal.produce;

import dev.wsman.Identity;
import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.internal.value.InstanceForm;
import dev.wsman.camel.internal.value.Json;
import org.apache.camel.Message;

/**
 * The operations on one instance.
 *
 * @param <T> the class into which the session reads instances
 */
final class InstanceCalls<T> {
    private final Session session;
    private final RequestOfMessage request;
    private final InstanceForm<T> form;

    InstanceCalls(Session session, RequestOfMessage request, InstanceForm<T> form) {
        this.session = session;
        this.request = request;
        this.form = form;
    }

    void perform() {
        Message message = request.message();
        switch (request.operation()) {
            case GET -> message.setBody(form.body(session.get(request.resource(), form.type())));
            case PUT -> message.setBody(form.body(session.put(request.resource(), sent(), form.type())));
            case CREATE -> message.setBody(session.create(request.resource(), sent()));
            case DELETE -> session.delete(request.resource());
            case INVOKE -> invoke(message);
            case IDENTIFY -> message.setBody(identity(session.identify()));
            default ->
                throw new IllegalArgumentException(
                        "operation: " + request.operation() + " is for consumers; use it in from()");
        }
    }

    private Object sent() {
        Object content = request.content();
        if (content == null) {
            throw new IllegalArgumentException("body: missing. The operation " + request.operation()
                    + " sends it: an Instance, a map, a record, a JAXB object or XML");
        }
        return content;
    }

    private void invoke(Message message) {
        Instance output = session.invoke(request.resource(), request.method(), request.content());
        if (request.options().isThrowExceptionOnFailure()) {
            output.returnValue().orThrow();
        }
        message.setBody(form.bodyOfInstance(output));
        message.removeHeader(WsmanConstants.RETURN_VALUE);
        output.text("ReturnValue").ifPresent(value -> message.setHeader(WsmanConstants.RETURN_VALUE, value));
    }

    private Object identity(Identity identity) {
        return switch (request.options().getResultType()) {
            case MAP -> identity.toMap();
            case JSON -> Json.text(identity.toMap());
            default -> identity;
        };
    }
}
