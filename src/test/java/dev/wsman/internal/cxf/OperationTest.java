package dev.wsman.internal.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.protocol.Operation;
import dev.wsman.schema.CommandShell;
import dev.wsman.schema.DataSource;
import dev.wsman.schema.EventSource;
import dev.wsman.schema.Resource;
import dev.wsman.schema.SubscriptionManager;
import jakarta.xml.ws.Action;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operations agree with the contract. */
class OperationTest {

    /** Renew and GetStatus are those of subscriptions: an enumeration is never renewed. */
    private static Map<String, String> actionsOfContract() {
        Map<String, String> actions = new HashMap<>();
        Stream.of(Resource.class, DataSource.class, CommandShell.class, EventSource.class, SubscriptionManager.class)
                .flatMap(portType -> Arrays.stream(portType.getMethods()))
                .filter(method -> method.isAnnotationPresent(Action.class))
                .forEach(method -> actions.put(
                        title(method), method.getAnnotation(Action.class).input()));
        return actions;
    }

    private static String title(Method method) {
        return method.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                + method.getName().substring(1);
    }

    @Test
    void findsStubOfEveryOperation() {
        Stubs stubs = Stubs.acquire();
        try {
            for (Operation operation : Operation.values()) {
                assertThat(stubs.of(operation)
                                .endpoint
                                .getEndpointInfo()
                                .getBinding()
                                .getOperations())
                        .as(operation.title())
                        .anyMatch(known -> known.getName().getLocalPart().equals(operation.title()));
            }
        } finally {
            Stubs.release();
        }
    }

    @Test
    void hasActionsOfTheContract() {
        Map<String, String> contract = actionsOfContract();
        for (Operation operation : Operation.values()) {
            assertThat(operation.action()).as(operation.title()).isEqualTo(contract.get(operation.title()));
        }
        assertThat(Stream.of(Operation.values()).filter(operation -> operation.action() == null))
                .containsExactly(Operation.INVOKE, Operation.IDENTIFY);
    }

    /**
     * A lost Put, Create, Delete, Invoke or Release may have been carried out; the items of a lost Pull are gone. A
     * second Renew only sets the same time again.
     */
    @Test
    void marksOnlyReadsAndRenewAsIdempotent() {
        assertThat(Stream.of(Operation.values()).filter(Operation::isIdempotent))
                .containsExactly(
                        Operation.GET, Operation.ENUMERATE, Operation.RENEW, Operation.GET_STATUS, Operation.IDENTIFY);
    }
}
