package dev.wsman.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class ServiceProcessIT {
    @Test
    void runsInProcessOfItsOwn() {
        try (ServiceProcess process = ServiceProcess.launch(ServerQuirks.OPENWSMAN)) {
            RawClient wire = new RawClient(HttpClient.newHttpClient(), process.endpoint());
            assertThat(wire.send(RawClient.identify()).at("//wsmid:ProductVendor"))
                    .isEqualTo("Openwsman Project");
            RawReply self = wire.send(RawClient.get(RawClient.WMI + "Win32_Process")
                    .selector("Handle", Long.toString(ProcessHandle.current().pid())));
            assertThat(self.status()).isEqualTo(200);
        }
    }
}
