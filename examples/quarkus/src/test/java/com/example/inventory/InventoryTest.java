package com.example.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestkitResource.class)
class InventoryTest {
    WsmanService server;

    @TestHTTPResource("/")
    URI application;

    @Inject
    MeterRegistry registry;

    @AfterEach
    void reset() {
        server.reset();
    }

    @Test
    void returnsPropertiesOfServicesAsJson() throws Exception {
        HttpResponse<String> services = get("services");
        assertEquals(200, services.statusCode());
        JsonNode spooler = null;
        for (JsonNode service : new ObjectMapper().readTree(services.body())) {
            if (service.path("Name").asText().equals("Spooler")) {
                spooler = service;
            }
        }
        assertNotNull(spooler, services.body());
        assertEquals("Print Spooler", spooler.path("DisplayName").asText());
        assertEquals("Running", spooler.path("State").asText());
        assertEquals(1, server.requests(ServiceOperation.ENUMERATE).size());
        Timer timer =
                registry.get("wsman.exchange").tag("operation", "Enumerate").timer();
        assertEquals(server.endpoint(), timer.getId().getTag("endpoint"));
    }

    @Test
    void isReadyIfServerRepliesToIdentify() throws Exception {
        HttpResponse<String> health = get("q/health/ready");
        assertEquals(200, health.statusCode());
        assertTrue(health.body().contains("\"wsman\""), health.body());
        assertEquals(1, server.requests(ServiceOperation.IDENTIFY).size());
    }

    @Test
    void isNotReadyIfServerRejectsIdentify() throws Exception {
        server.on(ServiceOperation.IDENTIFY).fault(FaultKind.ACCESS_DENIED);
        HttpResponse<String> health = get("q/health/ready");
        assertEquals(503, health.statusCode());
        assertTrue(health.body().contains("ACCESS_DENIED"), health.body());
    }

    @Test
    void logsMessagesWithoutPassword() throws Exception {
        StringBuffer log = new StringBuffer();
        Handler recorder = new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord message) {
                log.append(message.getFormattedMessage()).append('\n');
            }
        };
        Logger wire = Logger.getLogger("dev.wsman.wire");
        wire.addHandler(recorder);
        try {
            get("services");
        } finally {
            wire.removeHandler(recorder);
        }
        assertTrue(log.indexOf("Win32_Service") >= 0, log.toString());
        assertEquals(-1, log.indexOf(TestkitResource.PASSWORD));
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(application.resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
