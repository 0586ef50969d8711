package dev.wsman.camel.internal.produce;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.ReturnValue;
import dev.wsman.Session;
import dev.wsman.camel.WsmanConstants;

/** The operations on one instance. */
final class InstanceCalls {
    private final Session session;
    private final RequestOfMessage request;
    private final Results results;

    InstanceCalls(Session session, RequestOfMessage request, Results results) {
        this.session = session;
        this.request = request;
        this.results = results;
    }

    void perform() {
        switch (request.operation()) {
            case GET -> results.instance(session.get(request.resource()));
            case PUT -> results.instance(session.put(request.resource(), sent()));
            case CREATE -> request.message().setBody(session.create(request.resource(), sent()));
            case DELETE -> session.delete(request.resource());
            case INVOKE -> invoke();
            case IDENTIFY -> results.identity(session.identify());
            default -> throw new IllegalArgumentException(
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

    private void invoke() {
        ResourceLocator resource = request.resource();
        String method = request.method();
        Instance output = session.invoke(resource, method, request.content());
        ReturnValue returned = output.returnValue();
        if (request.options().isThrowExceptionOnFailure()) {
            returned.orThrow();
        }
        results.instance(output);
        output.text("ReturnValue").ifPresent(value -> request.message().setHeader(WsmanConstants.RETURN_VALUE, value));
    }
}
