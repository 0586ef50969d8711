package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Filter;
import dev.wsman.Identity;
import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.ResourceLocator;
import dev.wsman.WsmanReturnValueException;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

class OperationsTest extends WsmanTestSupport {
    private static final String SPOOLER = "resource=wmicimv2/Win32_Service&selector.Name=Spooler";

    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    @Override
    WsmanService server() {
        return server;
    }

    @Test
    void readsInstanceThatSelectorsPick() {
        Instance service = send("wsman:get?" + SPOOLER, null).getBody(Instance.class);

        assertThat(service.text("Name")).contains("Spooler");
        assertThat(server.lastRequest(ServiceOperation.GET).selectors()).isEqualTo(Map.of("Name", "Spooler"));
    }

    @Test
    void readsFragment() {
        Instance state =
                send("wsman:get?" + SPOOLER + "&fragment=State/text()", null).getBody(Instance.class);

        assertThat(state.text()).isNotEmpty();
        assertThat(server.lastRequest(ServiceOperation.GET).xpath("string(//wsman:FragmentTransfer)"))
                .isEqualTo("State/text()");
    }

    @Test
    void sendsOptionsOfRequest() {
        send("wsman:get?" + SPOOLER + "&option.wmi:Quick=yes", null);

        assertThat(server.lastRequest(ServiceOperation.GET).options()).containsEntry("wmi:Quick", "yes");
    }

    @Test
    void changesInstanceToBody() {
        Instance service = send("wsman:get?" + SPOOLER, null).getBody(Instance.class);

        send("wsman:put?" + SPOOLER, service.with("StartMode", "Manual"));

        assertThat(server.lastRequest(ServiceOperation.PUT).xpath("string(//*[local-name()='StartMode'])"))
                .isEqualTo("Manual");
    }

    @Test
    void createsAndDeletesInstance() {
        ResourceLocator created = send(
                        "wsman:create?resource=winrm/config/Listener&selector.Address=*&selector.Transport=HTTPS",
                        Map.of("Port", 5986, "Hostname", "server", "CertificateThumbprint", "ab".repeat(20)))
                .getBody(ResourceLocator.class);
        assertThat(created.selector("Transport")).contains("HTTPS");

        Message after = send("wsman:delete", "kept", Map.of(WsmanConstants.RESOURCE, created));

        assertThat(after.getBody()).isEqualTo("kept");
        assertThat(server.lastRequest(ServiceOperation.DELETE).selectors()).containsEntry("Transport", "HTTPS");
    }

    @Test
    void callsMethodAndSetsReturnValue() {
        Message after = send("wsman:invoke?" + SPOOLER + "&method=StartService&throwExceptionOnFailure=false", null);

        assertThat(after.getBody(Instance.class).name().getLocalPart()).isEqualTo("StartService_OUTPUT");
        assertThat(after.getHeader(WsmanConstants.RETURN_VALUE)).isEqualTo("10");
    }

    @Test
    void failsWhenMethodReturnsFailure() {
        assertThat(failure("wsman:invoke?" + SPOOLER + "&method=StartService"))
                .isInstanceOf(WsmanReturnValueException.class);
    }

    @Test
    void sendsInputOfMethodFromStream() {
        String xml = "<p:ChangeStartMode_INPUT"
                + " xmlns:p=\"http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service\">"
                + "<p:StartMode>Manual</p:StartMode></p:ChangeStartMode_INPUT>";

        send(
                "wsman:invoke?" + SPOOLER + "&method=ChangeStartMode",
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));

        assertThat(server.lastRequest(ServiceOperation.INVOKE).xpath("string(//*[local-name()='StartMode'])"))
                .isEqualTo("Manual");
    }

    @Test
    void enumeratesClassInBatches() {
        List<?> services = send("wsman:enumerate?resource=wmicimv2/Win32_Service&batchItems=3", null)
                .getBody(List.class);

        assertThat(services).hasSize(9).allMatch(Instance.class::isInstance);
        assertThat(server.lastRequest(ServiceOperation.PULL).xpath("string(//wsen:MaxElements)"))
                .isEqualTo("3");
    }

    @Test
    void enumeratesWithFilter() {
        ResourceLocator spooler = ResourceLocator.parse("wmicimv2/Win32_Service?Name=Spooler");
        context().getRegistry().bind("byName", Filter.selector(Map.of("Name", "Spooler")));

        List<?> one = send("wsman:enumerate?resource=wmicimv2/Win32_Service&filter=#byName", null)
                .getBody(List.class);

        assertThat(one).hasSize(1);
        assertThat(((Instance) one.get(0)).text("Name")).isEqualTo(spooler.selector("Name"));
    }

    @Test
    void queriesNamespaceOfWindowsByDefault() {
        List<?> running = send("wsman:query?query=RAW(select Name from Win32_Service where State = 'Running')", null)
                .getBody(List.class);

        assertThat(running).isNotEmpty();
        RecordedRequest sent = server.lastRequest(ServiceOperation.ENUMERATE);
        assertThat(sent.resourceUri()).endsWith("/root/cimv2/*");
        assertThat(sent.xpath("string(//wsman:Filter)")).contains("where State = 'Running'");
    }

    @Test
    void queriesOtherNamespace() {
        failure("wsman:query?resource=wmi/root/StandardCimv2/*&query=RAW(select * from MSFT_NetAdapter)");

        assertThat(server.lastRequest(ServiceOperation.ENUMERATE).resourceUri()).endsWith("/root/StandardCimv2/*");
    }

    @Test
    void returnsLocators() {
        List<?> locators = send("wsman:enumerate?resource=wmicimv2/Win32_Service&references=only", null)
                .getBody(List.class);

        assertThat(locators).hasSize(9).allMatch(ResourceLocator.class::isInstance);
    }

    @Test
    void returnsInstancesWithLocators() {
        List<?> items = send("wsman:enumerate?resource=wmicimv2/Win32_Service&references=both&resultType=map", null)
                .getBody(List.class);

        Referenced<?> first = (Referenced<?>) items.get(0);
        assertThat(((Map<?, ?>) first.value()).get("Name"))
                .isEqualTo(first.reference().selector("Name").orElseThrow());
    }

    @Test
    void identifiesServer() {
        assertThat(send("wsman:identify", null).getBody(Identity.class).productVendor())
                .contains("Microsoft Corporation");
        Map<?, ?> identity = send("wsman:identify?resultType=map", null).getBody(Map.class);
        assertThat(identity.get("productVendor")).isEqualTo("Microsoft Corporation");
        assertThat(send("wsman:identify?resultType=json", null).getBody(String.class))
                .startsWith("{\"");
    }
}
