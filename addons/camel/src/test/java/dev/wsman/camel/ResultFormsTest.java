package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.event.WindowsEvent;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.TypeConverter;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ResultFormsTest extends WsmanTestSupport {
    private static final String SPOOLER = "wsman:get?resource=wmicimv2/Win32_Service&selector.Name=Spooler";
    private static final String SERVICES = "wsman:enumerate?resource=wmicimv2/Win32_Service";
    private static final String EVENT = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
            + "<Provider Name='Service Control Manager'/><EventID>7036</EventID><Level>4</Level>"
            + "<EventRecordID>12</EventRecordID><Channel>System</Channel><Computer>server</Computer>"
            + "</System></Event>";

    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    /** A part of a service. */
    public record Service(String name, String state) {}

    @Override
    WsmanService server() {
        return server;
    }

    @Test
    void returnsMap() {
        assertThat(send(SPOOLER + "&resultType=map", null).getBody())
                .isInstanceOfSatisfying(
                        Map.class, map -> assertThat(map.get("Name")).isEqualTo("Spooler"));
    }

    @Test
    void returnsXml() {
        assertThat(send(SPOOLER + "&resultType=xml", null).getBody())
                .isInstanceOfSatisfying(
                        String.class,
                        xml -> assertThat(Instance.parse(xml).text("Name")).contains("Spooler"));
    }

    @Test
    void returnsJsonAndJsonArray() {
        assertThat(send(SPOOLER + "&resultType=json", null).getBody())
                .asString()
                .startsWith("{")
                .contains("\"Name\":\"Spooler\"");
        assertThat(send(SERVICES + "&resultType=json", null).getBody())
                .asString()
                .startsWith("[{")
                .endsWith("}]")
                .contains("\"Name\":\"Spooler\"");
    }

    @Test
    void returnsRecords() {
        String type = "&resultClass=" + Service.class.getName();
        assertThat(send(SPOOLER + type, null).getBody())
                .isInstanceOfSatisfying(
                        Service.class, service -> assertThat(service.name()).isEqualTo("Spooler"));
        List<?> services = send(SERVICES + type, null).getBody(List.class);
        assertThat(services).hasSize(9).allMatch(Service.class::isInstance);
    }

    @Test
    void rejectsClassThatDoesNotExist() {
        assertThat(failure(SPOOLER + "&resultClass=com.example.Missing"))
                .rootCause()
                .hasMessage("resultClass: the class com.example.Missing is not on the class path");
    }

    @Test
    void convertsInstances() throws Exception {
        Instance service = send(SPOOLER, null).getBody(Instance.class);
        TypeConverter converter = context().getTypeConverter();

        assertThat(converter.convertTo(String.class, service)).isEqualTo(service.toXml());
        assertThat((Object) converter.convertTo(Map.class, service)).isEqualTo(service.toMap());
        assertThat(text(converter.convertTo(InputStream.class, service))).isEqualTo(service.toXml());
        assertThat(converter
                        .convertTo(Document.class, service)
                        .getDocumentElement()
                        .getLocalName())
                .isEqualTo("Win32_Service");
    }

    @Test
    void convertsEvents() throws Exception {
        WindowsEvent event = WindowsEvent.parse(EVENT);
        TypeConverter converter = context().getTypeConverter();

        assertThat(converter.convertTo(String.class, event)).isEqualTo(event.xml());
        assertThat((Object) converter.convertTo(Map.class, event)).isEqualTo(event.toMap());
        assertThat(text(converter.convertTo(InputStream.class, event))).isEqualTo(event.xml());
        assertThat(converter
                        .convertTo(Document.class, event)
                        .getDocumentElement()
                        .getLocalName())
                .isEqualTo("Event");
    }

    @Test
    void convertsLocators() {
        TypeConverter converter = context().getTypeConverter();
        ResourceLocator spooler = ResourceLocator.parse("wmicimv2/Win32_Service?Name=Spooler");

        assertThat(converter.convertTo(ResourceLocator.class, "wmicimv2/Win32_Service?Name=Spooler"))
                .isEqualTo(spooler);
        assertThat(ResourceLocator.parse(converter.convertTo(String.class, spooler)))
                .isEqualTo(spooler);
    }

    private static String text(InputStream stream) throws Exception {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
