package dev.wsman.testkit.data;

import static dev.wsman.testkit.fixture.RawClient.DMTF;
import static dev.wsman.testkit.fixture.RawClient.WMI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The standard classes as the service sends them. */
class StandardDataIT {
    private static final String LISTENER = ServiceNamespaces.CONFIG + "Listener";

    @AutoStart
    static final WsmanService service = LenientService.builder().build();

    private RawClient wire;

    @BeforeEach
    void connect() {
        wire = new RawClient(service);
    }

    @Test
    void returnsProcessesOfThisMachine() {
        String self = Long.toString(ProcessHandle.current().pid());
        RawReply reply = wire.send(RawClient.get(WMI + "Win32_Process").selector("Handle", self));
        assertThat(reply.at("//*[local-name()='ProcessId']")).isEqualTo(self);
        RawReply all = wire.send(RawClient.optimized(DMTF + "CIM_Process", 10_000, ""));
        assertThat(all.texts("//*[local-name()='Handle']")).contains(self);
        assertThat(all.at("local-name(//wsman:Items/*[1])")).isEqualTo("Win32_Process");
    }

    @Test
    void returnsOneOperatingSystem() {
        RawReply reply = wire.send(RawClient.optimized(WMI + "Win32_OperatingSystem", 5, ""));
        assertThat(reply.count("//wsman:Items/*")).isEqualTo(1);
        assertThat(reply.at("//*[local-name()='Caption']")).isNotBlank();
        assertThat(reply.at("//*[local-name()='LastBootUpTime']/cim:Datetime")).contains("T");
    }

    private RawReply service(String method) {
        return wire.send(RawClient.invoke(WMI + "Win32_Service", method, "").selector("Name", "Spooler"));
    }

    @Test
    void stopsAndStartsService() {
        assertThat(service("StopService").at("//*[local-name()='ReturnValue']")).isEqualTo("0");
        RawReply stopped = wire.send(RawClient.get(WMI + "Win32_Service").selector("Name", "Spooler"));
        assertThat(stopped.at("//*[local-name()='State']")).isEqualTo("Stopped");
        assertThat(service("StartService").at("//*[local-name()='ReturnValue']"))
                .isEqualTo("0");
        assertThat(service("StartService").at("//*[local-name()='ReturnValue']"))
                .isEqualTo("10");
    }

    @Test
    void findsProcessOfServiceByAssociation() {
        RawReply reply = wire.send(RawClient.optimized(
                WMI + "*",
                5,
                RawClient.filter(
                        ServiceNamespaces.WQL_DIALECT,
                        "associators of {Win32_Service.Name='winmgmt'} where ResultClass=Win32_Process")));
        assertThat(reply.at("//*[local-name()='ProcessId']"))
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void createsReadsChangesAndDeletesListener() {
        String body = "<cfg:Listener xmlns:cfg=\"" + ServiceNamespaces.CONFIG
                + "listener\"><cfg:Hostname>host.example</cfg:Hostname><cfg:CertificateThumbprint>"
                + "0123456789abcdef0123456789abcdef01234567</cfg:CertificateThumbprint></cfg:Listener>";
        RawReply created = wire.send(
                RawClient.create(LISTENER, body).selector("Address", "*").selector("Transport", "HTTPS"));
        assertThat(created.texts("//wxf:ResourceCreated//wsman:Selector")).containsExactly("*", "HTTPS");
        assertThat(created.at("//wxf:ResourceCreated//wsman:ResourceURI")).isEqualTo(LISTENER);
        RawReply read =
                wire.send(RawClient.get(LISTENER).selector("Address", "*").selector("Transport", "HTTPS"));
        assertThat(read.at("//*[local-name()='Hostname']")).isEqualTo("host.example");
        assertThat(read.at("//*[local-name()='Port']")).isEqualTo("5986");
        RawReply deleted =
                wire.send(RawClient.delete(LISTENER).selector("Address", "*").selector("Transport", "HTTPS"));
        assertThat(deleted.status()).isEqualTo(200);
    }
}
