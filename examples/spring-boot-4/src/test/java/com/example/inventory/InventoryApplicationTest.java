package com.example.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.wsman.Session;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "wsman.user=admin",
            "wsman.password=" + InventoryApplicationTest.PASSWORD,
            "logging.level.dev.wsman.wire=TRACE"
        })
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class InventoryApplicationTest {
    static final String PASSWORD = "Secret-4711";

    @AutoStart
    static final WsmanService server =
            WsmanService.builder().ntlm("admin", PASSWORD).build();

    @LocalServerPort
    private int port;

    @Autowired
    private Session session;

    @DynamicPropertySource
    static void endpoint(DynamicPropertyRegistry registry) {
        registry.add("wsman.endpoint", server::endpoint);
    }

    @Test
    void returnsPropertiesOfServicesAsJson() {
        ResponseEntity<String> services = get("/services");
        assertThat(services.getStatusCode().value()).isEqualTo(200);
        List<Map<String, Object>> spooler = JsonPath.read(services.getBody(), "$[?(@.Name == 'Spooler')]");
        assertThat(spooler)
                .containsExactly(Map.of("Name", "Spooler", "DisplayName", "Print Spooler", "State", "Running"));
        assertThat(server.requests(ServiceOperation.ENUMERATE)).hasSize(1);
    }

    @Test
    void describesFaultAsProblem() {
        server.on(ServiceOperation.ENUMERATE).fault(FaultKind.ACCESS_DENIED);
        ResponseEntity<String> services = get("/services");
        assertThat(services.getStatusCode().value()).isEqualTo(502);
        assertThat(JsonPath.<String>read(services.getBody(), "$.kind")).isEqualTo("ACCESS_DENIED");
    }

    @Test
    void isHealthyIfServerRepliesToIdentify() {
        ResponseEntity<String> health = get("/actuator/health");
        assertThat(health.getStatusCode().value()).isEqualTo(200);
        assertThat(JsonPath.<String>read(health.getBody(), "$.components.wsman.status"))
                .isEqualTo("UP");
        assertThat(JsonPath.<Map<String, Object>>read(health.getBody(), "$.components.wsman.details"))
                .containsKeys("vendor", "version");
        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(1);
    }

    @Test
    void isNotHealthyIfServerRejectsIdentify() {
        server.on(ServiceOperation.IDENTIFY).fault(FaultKind.ACCESS_DENIED);
        ResponseEntity<String> health = get("/actuator/health");
        assertThat(health.getStatusCode().value()).isEqualTo(503);
        assertThat(JsonPath.<String>read(health.getBody(), "$.components.wsman.details.kind"))
                .isEqualTo("ACCESS_DENIED");
    }

    @Test
    void recordsOperationsInRegistry() {
        session.identify();
        ResponseEntity<String> metric = get("/actuator/metrics/wsman.exchange?tag=operation:Identify");
        assertThat(metric.getStatusCode().value()).isEqualTo(200);
        assertThat(metric.getBody()).contains("\"tag\":\"endpoint\"", server.endpoint());
    }

    @Test
    void logsMessagesWithoutPassword(CapturedOutput output) {
        get("/services");
        assertThat(output).contains("dev.wsman.wire", "Win32_Service").doesNotContain(PASSWORD);
    }

    /** Returns the response whatever its status is. */
    private ResponseEntity<String> get(String path) {
        return RestClient.create("http://localhost:" + port)
                .get()
                .uri(path)
                .retrieve()
                .onStatus(status -> true, (request, response) -> {})
                .toEntity(String.class);
    }
}
