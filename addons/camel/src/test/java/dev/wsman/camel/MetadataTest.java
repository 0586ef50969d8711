package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

class MetadataTest extends WsmanTestSupport {
    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    @Override
    WsmanService server() {
        return server;
    }

    private JsonObject catalog() throws Exception {
        return Jsoner.deserialize(
                PluginHelper.getRuntimeCamelCatalog(context()).componentJSonSchema("wsman"), new JsonObject());
    }

    private JsonObject option(String name) throws Exception {
        return (JsonObject) ((JsonObject) catalog().get("properties")).get(name);
    }

    @Test
    void describesComponentAndSyntax() throws Exception {
        JsonObject component = (JsonObject) catalog().get("component");

        assertThat(component.getString("syntax")).isEqualTo("wsman:operation");
        assertThat(component.getString("artifactId")).isEqualTo("wsman-camel");
    }

    @Test
    void marksSecretsAndDefaults() throws Exception {
        assertThat(option("password").getBoolean("secret")).isTrue();
        assertThat(option("username").getBoolean("secret")).isTrue();
        assertThat(option("timeout").get("defaultValue")).asString().isEqualTo("60000");
        assertThat(option("operation").get("required")).isEqualTo(true);
        assertThat(option("trustAllCertificates").getString("label")).isEqualTo("security");
        assertThat(option("selectors").getString("prefix")).isEqualTo("selector.");
    }

    @Test
    void describesEachOptionAndHeader() throws Exception {
        for (String part : new String[] {"properties", "componentProperties", "headers"}) {
            JsonObject options = (JsonObject) catalog().get(part);
            assertThat(options).isNotEmpty();
            options.forEach((name, option) -> assertThat(((JsonObject) option).getString("description"))
                    .as(name)
                    .isNotBlank()
                    .doesNotContain("{", "&#"));
        }
    }

    @Test
    void buildsUrisFromOptions() throws Exception {
        EndpointUriFactory factory = context().getCamelContextExtension().getEndpointUriFactory("wsman");

        assertThat(factory.buildUri(
                        "wsman", Map.of("operation", "get", "host", "http://server:5985", "password", "a&b%")))
                .startsWith("wsman:get?")
                .contains("password=RAW(a&b")
                .contains("host=http");
        assertThat(factory.secretPropertyNames()).contains("password", "username");
        assertThat(factory.multiValuePrefixes().values()).contains("selector.", "option.", "environment.");
    }

    @Test
    void namesItselfForTools() throws Exception {
        Properties properties = new Properties();
        try (InputStream stream =
                WsmanComponent.class.getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            properties.load(new java.io.InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        assertThat(properties).containsEntry("components", "wsman").containsEntry("groupId", "dev.wsman");
    }
}
