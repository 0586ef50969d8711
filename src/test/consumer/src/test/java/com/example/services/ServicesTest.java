package com.example.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanFaultException;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import org.junit.jupiter.api.Test;

class ServicesTest {
    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    @Test
    void restartsByTwoCalls() {
        try (Session session = Session.open(server.endpoint(), server.credentials())) {
            new Services(session).restart("Spooler");
        }
        assertEquals(2, server.requests(ServiceOperation.INVOKE).size());
    }

    @Test
    void doesNotStartServiceThatCannotBeStopped() {
        server.on(ServiceOperation.INVOKE).fault(FaultKind.ACCESS_DENIED);
        try (Session session = Session.open(server.endpoint(), server.credentials())) {
            WsmanFaultException denied =
                    assertThrows(WsmanFaultException.class, () -> new Services(session).restart("Spooler"));
            assertEquals(WsmanError.Kind.ACCESS_DENIED, denied.error().kind());
        }
        assertEquals(1, server.requests(ServiceOperation.INVOKE).size());
    }
}
