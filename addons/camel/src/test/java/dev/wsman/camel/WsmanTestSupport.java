package dev.wsman.camel;

import dev.wsman.testkit.WsmanService;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.test.junit5.CamelTestSupport;

/** A context whose component connects to a service of the testkit by default. */
abstract class WsmanTestSupport extends CamelTestSupport {

    abstract WsmanService server();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        created.addComponent("wsman", component(created));
        return created;
    }

    /** Returns the component of the context; a test may change its options. */
    WsmanComponent component(CamelContext created) {
        WsmanComponent component = new WsmanComponent(created);
        WsmanConfiguration connection = component.getConfiguration();
        connection.setHost(server().endpoint());
        connection.setUsername(server().user());
        connection.setPassword(server().password());
        return component;
    }

    WsmanComponent component() {
        return context().getComponent("wsman", WsmanComponent.class);
    }

    /** Sends a message and returns the exchange; its failure is not thrown. */
    Exchange exchange(String uri, Object body, Map<String, Object> headers) {
        return template().request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    /** Sends a message and returns the message after it; a failure is thrown. */
    Message send(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = exchange(uri, body, headers);
        if (exchange.getException() != null) {
            throw new CamelExecutionException("failed", exchange, exchange.getException());
        }
        return exchange.getMessage();
    }

    Message send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    /** Sends a message and returns its failure. */
    Exception failure(String uri, Object body, Map<String, Object> headers) {
        try {
            return exchange(uri, body, headers).getException();
        } catch (RuntimeException e) { // the endpoint or the producer was not created
            return e;
        }
    }

    Exception failure(String uri) {
        return failure(uri, null, Map.of());
    }
}
