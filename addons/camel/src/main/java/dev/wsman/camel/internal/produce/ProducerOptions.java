package dev.wsman.camel.internal.produce;

import dev.wsman.Session;
import dev.wsman.camel.WsmanEndpoint;
import dev.wsman.camel.WsmanOperation;
import dev.wsman.camel.internal.option.UnusedOptions;
import dev.wsman.camel.internal.session.Options;

/** Checks the options of producers before a message arrives. What a header can supply may be missing. */
final class ProducerOptions {
    private ProducerOptions() {}

    /** Checks the options. Invalid ones are an IllegalArgumentException that names the option. */
    static void require(WsmanEndpoint endpoint, ShellRunner shell, Session session) {
        UnusedOptions.rejectInProducer(endpoint);
        RequestOfMessage request =
                new RequestOfMessage(endpoint, endpoint.createExchange().getMessage());
        Options.checked("resource", () -> String.valueOf(request.resourceOr(null)));
        if (endpoint.getOperation() == WsmanOperation.RUN) {
            shell.builder(session);
        }
    }
}
