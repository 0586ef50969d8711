package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Bodies that routes have before a request: files, streams, and documents in any encoding. */
class BodyTest extends WsmanTestSupport {
    private static final String INVOKE =
            "wsman:invoke?resource=wmicimv2/Win32_Service&selector.Name=Spooler&method=ChangeStartMode"
                    + "&throwExceptionOnFailure=false";
    private static final String INPUT = "<p:ChangeStartMode_INPUT"
            + " xmlns:p=\"http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service\">"
            + "<p:StartMode>M\u00e4nual</p:StartMode></p:ChangeStartMode_INPUT>";

    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    @TempDir
    static Path files;

    @Override
    WsmanService server() {
        return server;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + files + "?initialDelay=0&delay=50").to(INVOKE).to("mock:sent");
                from("direct:document").convertBodyTo(Document.class).to(INVOKE);
            }
        };
    }

    private static String declared(String encoding) {
        return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>" + INPUT;
    }

    private static void assertSent() {
        assertThat(server.lastRequest(ServiceOperation.INVOKE).xpath("string(//*[local-name()='StartMode'])"))
                .isEqualTo("M\u00e4nual");
        server.clearRequests();
    }

    @Test
    void readsEncodingOfBytesAndStreamsFromXml() {
        for (Charset charset :
                new Charset[] {StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, StandardCharsets.UTF_8}) {
            byte[] bytes = declared(charset.name()).getBytes(charset);
            send(INVOKE, bytes);
            assertSent();
            send(INVOKE, new ByteArrayInputStream(bytes));
            assertSent();
        }
        send(INVOKE, ("\uFEFF" + INPUT).getBytes(StandardCharsets.UTF_8));
        assertSent();
    }

    @Test
    void readsUndeclaredBytesWithCharsetOfExchange() {
        template().send(INVOKE, exchange -> {
            exchange.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
            exchange.getMessage().setBody(INPUT.getBytes(StandardCharsets.ISO_8859_1));
        });
        assertSent();
    }

    @Test
    void sendsFileOfFileComponent() throws Exception {
        getMockEndpoint("mock:sent").expectedMessageCount(1);
        Files.write(files.resolve("input.xml"), declared("UTF-16").getBytes(StandardCharsets.UTF_16));

        getMockEndpoint("mock:sent").assertIsSatisfied();
        assertSent();
    }

    @Test
    void sendsFilesReadersAndDocuments(@TempDir Path other) throws Exception {
        Path file = Files.write(other.resolve("x.xml"), declared("UTF-8").getBytes(StandardCharsets.UTF_8));
        send(INVOKE, file.toFile());
        assertSent();
        send(INVOKE, file);
        assertSent();
        send(INVOKE, new StringReader(INPUT));
        assertSent();
        send("direct:document", INPUT);
        assertSent();
    }

    @Test
    void takesEmptyStreamAsNoBody() {
        send(INVOKE.replace("ChangeStartMode", "InterrogateService"), new ByteArrayInputStream(new byte[0]));

        assertThat(server.requests(ServiceOperation.INVOKE)).hasSize(1);
    }

    @Test
    void rejectsBytesThatAreNotXml() {
        server.clearRequests();
        assertThat(failure(INVOKE, "<a".getBytes(StandardCharsets.UTF_8), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("body: is not well-formed XML");
        assertThat(failure(INVOKE, "<!DOCTYPE a><a/>".getBytes(StandardCharsets.UTF_8), Map.of()))
                .hasMessageContaining("DOCTYPE");
        assertThat(server.requests(ServiceOperation.INVOKE)).isEmpty();
    }
}
