package dev.wsman.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.protocol.Manners;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class ServiceProcessIT {
    @Test
    void theServiceRunsInAProcessOfItsOwn() {
        try (ServiceProcess process = ServiceProcess.launch(Manners.OPENWSMAN)) {
            Wire wire = new Wire(HttpClient.newHttpClient(), process.endpoint());
            assertThat(wire.send(Wire.identify()).at("//wsmid:ProductVendor")).isEqualTo("Openwsman Project");
            Received self = wire.send(Wire.get(Wire.WMI + "Win32_Process")
                    .selector("Handle", Long.toString(ProcessHandle.current().pid())));
            assertThat(self.status()).isEqualTo(200);
        }
    }
}
