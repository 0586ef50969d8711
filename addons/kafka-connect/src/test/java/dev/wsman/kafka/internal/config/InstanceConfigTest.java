package dev.wsman.kafka.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsman.kafka.InstanceSourceConnector;
import dev.wsman.kafka.InstanceSourceTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceConfigTest {
    private static final String RESOURCE = "instance.resource=wmicimv2/Win32_Service";

    /** Returns the messages of a validation by their keys. */
    private static Map<String, List<String>> validate(String... settings) {
        return new InstanceSourceConnector()
                .validate(properties(settings)).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    }

    private static Map<String, String> properties(String... settings) {
        Map<String, String> properties = new HashMap<>(Map.of("hosts", "a", "topic", "t", "auth.scheme", "none"));
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            properties.put(parts[0], parts[1]);
        }
        return properties;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "instance.resource | topic=t | nothing to read; set instance.resource or instance.query",
                "instance.query | instance.query=select * from A;" + RESOURCE
                        + " | not together with instance.resource",
                "instance.query | instance.query=Win32_Service | \"Win32_Service\" is a class and not a query",
                "instance.resource | instance.resource=a b | cannot hold the character",
                "instance.resource | instance.resource=wmicimv2/* | names all classes of a namespace and not one",
                "instance.namespace | instance.namespace=wmi/root/a/*;" + RESOURCE + " | only with instance.query",
                "instance.namespace | instance.namespace=wmicimv2/A;instance.query=select * from A | does not end with",
                "instance.key | instance.query=select A, B from C | is missing; instance.query names properties",
                "instance.key | instance.query=select A from C;instance.key=A,B | B is not among the properties",
                "instance.key | instance.key=a b;" + RESOURCE + " | \"a b\" is not the name of a property",
                "instance.arrays | instance.arrays=1a;" + RESOURCE + " | \"1a\" is not the name of a property",
                "instance.changes.ignore | instance.changes.ignore=a;" + RESOURCE
                        + " | has no effect without instance.changes.only=true",
                "instance.changes.only | instance.changes.only=true;instance.watermark=a;" + RESOURCE
                        + " | not together with instance.watermark",
                "instance.tombstones | instance.tombstones=true;instance.watermark=a;" + RESOURCE
                        + " | not together with instance.watermark",
                "instance.watermark | instance.watermark=a or 1;" + RESOURCE + " | is not the name of a property",
                "instance.watermark | instance.watermark=B;instance.key=A;instance.query=select A from C"
                        + " | B is not among the properties",
                "instance.watermark.start | instance.watermark.start=1;" + RESOURCE
                        + " | has no effect without instance.watermark",
                "instance.watermark.start | instance.watermark.start=soon;instance.watermark=a;" + RESOURCE
                        + " | not a number or a time",
                "instance.watermark | instance.watermark=a;instance.query=associators of {A.b='c'}"
                        + " | only with a query of the form select",
                "instance.arrays | instance.arrays=a;value.format=xml;" + RESOURCE
                        + " | has no effect with value.format=xml",
                "instance.state.max.bytes | instance.state.max.bytes=1;" + RESOURCE + " | has no effect without",
                "instance.previous | instance.previous=wmicimv2/A;" + RESOURCE + " | has no effect without",
                "instance.previous | instance.previous=wmicimv2/*;instance.watermark=a;" + RESOURCE
                        + " | names all classes of a namespace",
                "instance.previous | instance.previous=A is no query;instance.watermark=a;" + RESOURCE
                        + " | a query begins with select",
                "envelope.max.bytes | envelope.max.bytes=8191;" + RESOURCE + " | at least 8192",
                "instance.interval.ms | instance.interval.ms=9223372036854775807;" + RESOURCE
                        + " | no more than 31536000000",
                "retry.pause.ms | retry.pause.ms=31536000001;" + RESOURCE + " | no more than",
                "retry.pause.max.ms | retry.pause.max.ms=31536000001;" + RESOURCE + " | no more than",
                "retry.pause.login.ms | retry.pause.login.ms=31536000001;" + RESOURCE + " | no more than",
                "timeout.ms | timeout.ms=31536000001;" + RESOURCE + " | no more than",
                "connect.timeout.ms | connect.timeout.ms=31536000001;" + RESOURCE + " | no more than",
                "hosts.refresh.ms | hosts.refresh.ms=31536000001;" + RESOURCE + " | no more than",
                "topic | topic=..;" + RESOURCE + " | is not the name of a topic",
                "instance.interval.ms | instance.interval.ms=99;" + RESOURCE + " | at least 100",
                "instance.scan.max.items | instance.scan.max.items=0;" + RESOURCE + " | at least 1",
                "instance.batch.items | instance.batch.items=-1;" + RESOURCE + " | at least 0",
                "instance.state.max.bytes | instance.state.max.bytes=1000000;" + RESOURCE + " | no more than 900000",
                "buffer.instances | buffer.instances=0;" + RESOURCE + " | at least 1",
                "value.format | value.format=avro;" + RESOURCE + " | one of [struct, json, xml]",
                "topic | topic=a b;" + RESOURCE + " | letters, digits",
                "auth.password | auth.scheme=basic;auth.username=u;" + RESOURCE + " | is missing",
                "hosts | hosts=;" + RESOURCE + " | no host",
            })
    void reportsProblemAtItsKey(String key, String settings, String message) {
        Map<String, List<String>> messages = validate(settings.split(";"));
        assertThat(messages).containsOnlyKeys(key);
        assertThat(messages.get(key))
                .singleElement()
                .asString()
                .contains(message)
                .contains(key);
    }

    @Test
    void acceptsWhatIsComplete() {
        assertThat(validate(RESOURCE)).isEmpty();
        assertThat(validate("instance.query=select * from A where b = 1")).isEmpty();
        assertThat(validate("instance.query=associators of {A.b='c'}")).isEmpty();
        assertThat(validate(
                        "instance.query=select A, B from C",
                        "instance.key=a",
                        "instance.watermark=b",
                        "instance.watermark.start=2026-11-27T03:00:00+01:00",
                        "instance.namespace=wmi/root/StandardCimv2/*"))
                .isEmpty();
    }

    @Test
    void acceptsPreviousQueryOrClass() {
        String changes = "instance.changes.only=true";
        assertThat(validate(RESOURCE, changes, "instance.previous=wmicimv2/Win32_BaseService"))
                .isEmpty();
        assertThat(validate(RESOURCE, changes, "instance.previous=select * from Win32_BaseService"))
                .isEmpty();
    }

    @Test
    void rejectsInvalidConfigurationAtStart() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new InstanceSourceConnector().start(properties()))
                .withMessageStartingWith("instance.resource: nothing to read");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new InstanceSourceTask().start(properties()))
                .withMessageStartingWith("instance.resource: nothing to read");
    }

    @Test
    void readsNamespaceOfOtherServers() {
        InstanceConfig config = new InstanceConfig(properties(
                "instance.query=select * from CIM_Fan",
                "instance.namespace=http://schemas.dmtf.org/wbem/wscim/1/*?__cimnamespace=root/dcim"));
        assertThat(config.check().isEmpty()).isTrue();
        assertThat(config.resource().selector("__cimnamespace")).contains("root/dcim");
    }
}
