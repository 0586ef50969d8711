package dev.wsman.testkit.data;

import static dev.wsman.testkit.data.ModelAssertions.assertReason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.ModelException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerClassTest {
    private static final CimInstance NOTHING = CimInstance.of("Listener");
    private static final Map<String, String> HTTPS = Map.of("Address", "*", "Transport", "HTTPS");
    private static final String THUMBPRINT = "0123456789abcdefABCDEF0123456789abcdef01";

    private final ManagedClass listeners = new ListenerClass();

    @Test
    void startsWithHttpListener() {
        assertThat(listeners.name()).isEqualTo("Listener");
        CimInstance first = listeners.instances().findFirst().orElseThrow();
        assertThat(listeners.instances()).hasSize(1);
        assertThat(first.properties())
                .containsEntry("Address", "*")
                .containsEntry("Transport", "HTTP")
                .containsEntry("Port", 5985L)
                .containsEntry("Hostname", "")
                .containsEntry("Enabled", true)
                .containsEntry("URLPrefix", "wsman")
                .containsEntry("CertificateThumbprint", "");
        assertThat((List<?>) first.value("ListeningOn").orElseThrow()).isNotEmpty();
    }

    @Test
    void createsReadsChangesAndDeletesListener() {
        CimInstance made = listeners.create(
                HTTPS, NOTHING.with("Hostname", "machine.example").with("CertificateThumbprint", THUMBPRINT));
        assertThat(made.properties())
                .containsEntry("Transport", "HTTPS")
                .containsEntry("Port", 5986L)
                .containsEntry("Hostname", "machine.example")
                .containsEntry("CertificateThumbprint", THUMBPRINT);
        assertThat(listeners.find(HTTPS)).contains(made);

        CimInstance changed = listeners.put(HTTPS, made.with("Port", "15986").with("Enabled", "false"));
        assertThat(changed.properties())
                .containsEntry("Port", 15986L)
                .containsEntry("Enabled", false)
                .containsEntry("Hostname", "machine.example");
        assertThat(listeners.find(HTTPS)).contains(changed);
        assertThat(listeners.put(HTTPS, NOTHING).properties()).isEqualTo(changed.properties());

        listeners.delete(Map.of("address", "*", "transport", "https"));
        assertThat(listeners.find(HTTPS)).isEmpty();
        assertReason(ModelException.Reason.NOT_FOUND, () -> listeners.delete(HTTPS));
        assertReason(ModelException.Reason.NOT_FOUND, () -> listeners.put(HTTPS, NOTHING));
    }

    @Test
    void acceptsKeysInContentOnly() {
        CimInstance made = listeners.create(
                Map.of(), NOTHING.with("Address", "IP:127.0.0.1").with("Transport", "http"));
        assertThat(made.value("Transport")).contains("HTTP");
        assertThat(made.value("ListeningOn")).contains(List.of("127.0.0.1"));
    }

    @Test
    void rejectsSecondListenerForAddressAndTransport() {
        listeners.create(HTTPS, NOTHING);
        assertReason(ModelException.Reason.ALREADY_EXISTS, () -> listeners.create(HTTPS, NOTHING));
        assertReason(
                ModelException.Reason.ALREADY_EXISTS,
                () -> listeners.create(Map.of("Address", "*", "Transport", "https"), NOTHING));
        listeners.create(Map.of("Address", "MAC:00-11-22-aa-bb-cc", "Transport", "HTTPS"), NOTHING);
        listeners.create(Map.of("Address", "IP:::1", "Transport", "HTTPS"), NOTHING);
    }

    @Test
    void rejectsMissingAndUnknownKeys() {
        assertReason(ModelException.Reason.INVALID_SELECTORS, () -> listeners.create(Map.of("Address", "*"), NOTHING));
        assertReason(
                ModelException.Reason.INVALID_SELECTORS, () -> listeners.put(Map.of("Transport", "HTTP"), NOTHING));
        assertReason(ModelException.Reason.INVALID_SELECTORS, () -> listeners.delete(Map.of()));
        assertReason(
                ModelException.Reason.INVALID_SELECTORS,
                () -> listeners.create(Map.of("Address", "*", "Transport", "HTTPS", "Port", "1"), NOTHING));
        assertReason(
                ModelException.Reason.INVALID_SELECTORS,
                () -> listeners.create(Map.of("Address", "everywhere", "Transport", "HTTPS"), NOTHING));
        assertReason(
                ModelException.Reason.INVALID_SELECTORS,
                () -> listeners.create(Map.of("Address", "*", "Transport", "FTP"), NOTHING));
    }

    @ParameterizedTest
    @CsvSource({
        "Port, 0",
        "Port, 65536",
        "Port, http",
        "Enabled, yes",
        "URLPrefix, 'a b'",
        "URLPrefix, ''",
        "Hostname, ",
        "CertificateThumbprint, 1234",
        "Address, IP:127.0.0.1",
        "Transport, HTTP",
        "Colour, red"
    })
    void rejectsInvalidValuesWithoutChange(String property, String value) {
        CimInstance content = NOTHING.with(property, value);
        assertReason(ModelException.Reason.INVALID_VALUES, () -> listeners.create(HTTPS, content));
        assertThat(listeners.find(HTTPS)).isEmpty();
        CimInstance before = listeners.create(HTTPS, NOTHING);
        assertReason(ModelException.Reason.INVALID_VALUES, () -> listeners.put(HTTPS, content));
        assertThat(listeners.find(HTTPS)).contains(before);
    }

    @Test
    void acceptsCertificateOnlyWithHttps() {
        Map<String, String> http = Map.of("Address", "*", "Transport", "HTTP");
        assertReason(
                ModelException.Reason.INVALID_VALUES,
                () -> listeners.put(http, NOTHING.with("CertificateThumbprint", THUMBPRINT)));
    }
}
