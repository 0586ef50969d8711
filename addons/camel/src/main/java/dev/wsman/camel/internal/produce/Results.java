package dev.wsman.camel.internal.produce;

import dev.wsman.EnumerateRequest;
import dev.wsman.Identity;
import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.camel.WsmanRequestConfiguration;
import dev.wsman.camel.WsmanResultType;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** Writes results into a message in the form of the endpoint's options. */
final class Results {
    private final WsmanRequestConfiguration options;
    private final Exchange exchange;
    private final InstanceForm form;

    Results(WsmanRequestConfiguration options, Exchange exchange) {
        this.options = options;
        this.exchange = exchange;
        this.form = InstanceForm.of(options, exchange.getContext());
    }

    void instance(Instance instance) {
        exchange.getMessage().setBody(form.apply(instance));
    }

    /** Sets the identity; as a map, or JSON text of it, if the options say so. */
    void identity(Identity identity) {
        exchange.getMessage().setBody(switch (options.getResultType()) {
            case MAP -> identity.toMap();
            case JSON -> Json.text(identity.toMap());
            default -> identity;
        });
    }

    Object converted(Instance instance) {
        return form.apply(instance);
    }

    Object converted(Referenced<Instance> item) {
        return new Referenced<>(form.apply(item.value()), item.reference());
    }

    <T> void items(EnumerateRequest<T> enumeration, Function<? super T, ?> conversion) {
        if (options.isStreaming()) {
            StreamedItems<T> items = new StreamedItems<>(enumeration.stream(), conversion);
            exchange.getExchangeExtension().addOnCompletion(items);
            exchange.getMessage().setBody(items);
            return;
        }
        List<?> all = enumeration.list().stream().map(conversion).toList();
        exchange.getMessage().setBody(all);
    }

    /** Returns whether items become JSON texts. */
    boolean isJson() {
        return options.getResultClass() == null && options.getResultType() == WsmanResultType.JSON;
    }
}
