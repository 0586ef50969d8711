package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.wsman.cim.CimObject;
import dev.wsman.cim.Ref;
import dev.wsman.event.WindowsEvent;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values as JSON libraries write them without any configuration, alone and within the types of applications. */
class JsonTest {
    private static final com.fasterxml.jackson.databind.ObjectMapper JACKSON_2 =
            new com.fasterxml.jackson.databind.ObjectMapper();
    private static final tools.jackson.databind.ObjectMapper JACKSON_3 = new tools.jackson.databind.ObjectMapper();

    private static final Instance INSTANCE = Instance.builder("urn:a", "A")
            .add("Zone", "z")
            .add("Alpha", null)
            .add("Tags", List.of("a", "b"))
            .add("Ref", ResourceLocator.of("urn:x:y").selector("Name", "n"))
            .add("Inner", Map.of("Size", 1))
            .build();
    private static final String INSTANCE_JSON = "{\"Zone\":\"z\",\"Alpha\":null,\"Tags\":[\"a\",\"b\"],"
            + "\"Ref\":\"urn:x:y?Name=n\",\"Inner\":{\"Size\":\"1\"}}";

    private static final ResourceLocator LOCATOR = ResourceLocator.parse("urn:x:y?Name=a%2Bb");
    private static final String LOCATOR_JSON = "\"urn:x:y?Name=a%2Bb\"";

    private static final WsmanError ERROR =
            WsmanError.local(WsmanError.Kind.CONNECTION, null, "no \"route\"", 0, "Get", "urn:x:y?Name=a");

    /** A new mapper or Jsonb each time: Yasson would remember the serializer of an earlier value. */
    private enum Library {
        JACKSON_2,
        JACKSON_3,
        JSON_B;

        String write(Object value) {
            try {
                return switch (this) {
                    case JACKSON_2 -> new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(value);
                    case JACKSON_3 -> new tools.jackson.databind.ObjectMapper().writeValueAsString(value);
                    case JSON_B -> jsonb(value);
                };
            } catch (Exception e) {
                throw new AssertionError(name(), e);
            }
        }

        private static String jsonb(Object value) throws Exception {
            Jsonb jsonb = JsonbBuilder.create();
            try {
                return jsonb.toJson(value);
            } finally {
                jsonb.close();
            }
        }
    }

    /** An application's record. */
    public record Report(Instance instance, ResourceLocator locator, List<Instance> more) {}

    /** An application's bean with public fields. */
    public static class Bean {
        public ResourceLocator locator = LOCATOR;
        public Object any = INSTANCE;
    }

    static Stream<Library> libraries() {
        return Stream.of(Library.values());
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void writesInstanceAsItsMap(Library library) {
        assertThat(library.write(INSTANCE)).isEqualTo(INSTANCE_JSON);
        assertThat(library.write(Instance.parse("<F>Spooler</F>"))).isEqualTo("{\"#text\":\"Spooler\"}");
        assertThat(library.write(INSTANCE.with("Zone", "y"))).startsWith("{\"Zone\":\"y\"");
        assertThat(library.write(Instance.of(INSTANCE.toElement()))).isEqualTo(INSTANCE_JSON);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void writesLocatorAsItsText(Library library) {
        assertThat(library.write(LOCATOR)).isEqualTo(LOCATOR_JSON);
        String nested = library.write(ResourceLocator.of("urn:z").selector("Key", LOCATOR));
        assertThat(nested).startsWith("\"<").contains("EndpointReference", "a+b");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void writesErrorAsItsParts(Library library) {
        assertThat(library.write(ERROR))
                .startsWith("{\"reason\":\"no \\\"route\\\"\",\"kind\":\"CONNECTION\",\"operation\":\"Get\","
                        + "\"resource\":\"urn:x:y?Name=a\",\"nativeCode\":"
                        + ERROR.nativeCode().getAsLong())
                .contains("\"hint\":\"")
                .doesNotContain("xml", "httpStatus", "fault");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void writesValuesWithinTypesOfApplication(Library library) {
        assertThat(library.write(new Report(INSTANCE, LOCATOR, List.of(INSTANCE))))
                .contains("\"instance\":" + INSTANCE_JSON)
                .contains("\"locator\":" + LOCATOR_JSON)
                .contains("\"more\":[" + INSTANCE_JSON + "]");
        assertThat(library.write(new Bean()))
                .contains("\"locator\":" + LOCATOR_JSON)
                .contains("\"any\":" + INSTANCE_JSON);
        assertThat(library.write(List.of(INSTANCE))).isEqualTo("[" + INSTANCE_JSON + "]");
        assertThat(library.write(Map.of("key", LOCATOR))).isEqualTo("{\"key\":" + LOCATOR_JSON + "}");
        assertThat(library.write(new Object[] {LOCATOR, INSTANCE}))
                .isEqualTo("[" + LOCATOR_JSON + "," + INSTANCE_JSON + "]");
        assertThat(library.write(Map.of("error", ERROR))).startsWith("{\"error\":{\"reason\":");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void writesEventAsItsMap(Library library) {
        WindowsEvent event = WindowsEvent.parse("<Event><System><Provider Name='p'/><EventID>1</EventID></System>"
                + "<EventData><Data>a</Data><Data>\u0005</Data><Data Name='n'/></EventData></Event>");
        String json = "{\"System\":{\"Provider\":{\"Name\":\"p\"},\"EventID\":\"1\"},"
                + "\"EventData\":{\"Data\":[\"a\",\"\ufffd\"],\"n\":\"\"}}";
        assertThat(library.write(event)).isEqualTo(json);
        assertThat(library.write(List.of(event))).isEqualTo("[" + json + "]");
        assertThat(library.write(WindowsEvent.parse("<a/>")))
                .isEqualTo("{\"Problem\":\"the element is <a>, and not <Event>\",\"Xml\":\"<a/>\"}");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void writesItemWithItsLocator(Library library) {
        assertThat(library.write(new Referenced<>(INSTANCE, LOCATOR)))
                .contains("\"value\":" + INSTANCE_JSON)
                .contains("\"reference\":" + LOCATOR_JSON);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void writesIdentity(Library library) {
        Identity identity = new Identity(
                List.of("urn:v"),
                Optional.of("ACME"),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of("DASH", "1"),
                List.of(Instance.parse("<p:Extra xmlns:p='urn:p'><p:X>1</p:X></p:Extra>")));
        assertThat(library.write(identity))
                .contains("\"protocolVersions\":[\"urn:v\"]", "\"productVendor\":\"ACME\"")
                .contains("\"initiatives\":{\"DASH\":\"1\"}", "\"other\":[{\"X\":\"1\"}]")
                .doesNotContain("productVersion");
    }

    @Test
    void writesGeneratedObjectsAndReferencesWithJackson() throws Exception {
        CimObject object = new CimObject(INSTANCE, ViewFactory.Origin.NONE);
        Ref<CimObject> ref = Ref.to(LOCATOR, CimObject.class);
        assertThat(JACKSON_2.writeValueAsString(object)).isEqualTo(INSTANCE_JSON);
        assertThat(JACKSON_3.writeValueAsString(object)).isEqualTo(INSTANCE_JSON);
        assertThat(JACKSON_2.writeValueAsString(ref)).isEqualTo(LOCATOR_JSON);
        assertThat(JACKSON_3.writeValueAsString(ref)).isEqualTo(LOCATOR_JSON);
    }

    @Test
    void readsLocatorBackWithJackson() throws Exception {
        ResourceLocator locator = ResourceLocator.of("urn:x:z")
                .selector("Key", LOCATOR)
                .option("o", null)
                .fragment("Name");
        for (ResourceLocator each : List.of(LOCATOR, locator)) {
            assertThat(JACKSON_2.readValue(JACKSON_2.writeValueAsString(each), ResourceLocator.class))
                    .isEqualTo(each);
            assertThat(JACKSON_3.readValue(JACKSON_3.writeValueAsString(each), ResourceLocator.class))
                    .isEqualTo(each);
        }
        assertThatExceptionOfType(ValueInstantiationException.class)
                .isThrownBy(() -> JACKSON_2.readValue("\"not a locator\"", ResourceLocator.class))
                .withMessageContaining("(at position ");
    }
}
