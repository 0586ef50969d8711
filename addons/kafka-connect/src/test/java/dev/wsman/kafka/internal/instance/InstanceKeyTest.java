package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.kafka.internal.work.UnusableReplyException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class InstanceKeyTest {
    private static final ResourceLocator LINK = ResourceLocator.of("wmicimv2/Win32_Link");

    @Test
    void hasSelectorsInOneOrder() {
        InstanceKey one = InstanceKey.of(LINK.selector("B", "2").selector("A", "1"));
        assertThat(one).isEqualTo(InstanceKey.of(LINK.selector("A", "1").selector("B", "2")));
        assertThat(KeyForm.json("http://h/wsman", one).value())
                .isEqualTo(
                        "{\"endpoint\":\"http://h/wsman\",\"class\":\"Win32_Link\",\"selectors\":{\"A\":\"1\",\"B\":\"2\"}}");
        KeyForm form = new KeyForm();
        Struct struct = (Struct) form.struct("http://h/wsman", one).value();
        InstanceKey other = InstanceKey.of(LINK.selector("A", "5").selector("B", "6"));
        assertThat(form.struct("http://i/wsman", other).schema()).isSameAs(struct.schema());
        assertThat(struct.schema().field("selectors").schema().fields())
                .extracting("name")
                .containsExactly("A", "B");
        struct.validate();
    }

    @Test
    void hasNestedReferencesInOneOrder() {
        ResourceLocator disk = ResourceLocator.of("wmicimv2/Win32_Disk");
        InstanceKey one =
                InstanceKey.of(LINK.selector("Part", disk.selector("Y", "2").selector("X", "1")));
        assertThat(one)
                .isEqualTo(InstanceKey.of(
                        LINK.selector("Part", disk.selector("X", "1").selector("Y", "2"))));
        assertThat(one.values().get("Part")).endsWith("/Win32_Disk?X=1+Y=2");
    }

    @Test
    void takesPropertiesInAnyCase() {
        Instance instance = Instance.builder("http://example.com/A", "A")
                .add("Name", "n")
                .add("Site", null)
                .build();
        InstanceKey key = InstanceKey.of(instance, "A", List.of("site", "name"));
        Map<String, String> expected = new TreeMap<>(Map.of("name", "n"));
        expected.put("site", null);
        assertThat(key.values()).isEqualTo(expected);
    }

    @Test
    void rejectsInstanceWithoutTheProperty() {
        Instance instance =
                Instance.builder("http://example.com/A", "A").add("Name", "n").build();
        assertThatExceptionOfType(UnusableReplyException.class)
                .isThrownBy(() -> InstanceKey.of(instance, "A", List.of("Id")))
                .withMessage("an instance of A does not have the property Id; instance.key must name properties that"
                        + " every instance has");
    }
}
