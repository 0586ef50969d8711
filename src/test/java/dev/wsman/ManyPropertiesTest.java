package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances with more properties than any class has: reading one property must not search all others. */
class ManyPropertiesTest {
    private static final int MANY = 39_000;

    /** The roots: with elements only, with text between them, without a namespace, and the item of a projection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p:A xmlns:p='urn:p'>%s</p:A>",
                "<p:A xmlns:p='urn:p'> %s</p:A>",
                "<A xmlns:p='urn:p'>%s</A>",
                "<w:XmlFragment xmlns:p='' xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'>%s</w:XmlFragment>"
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void readsEachOf39000PropertiesWhoseNamesShareAHash(String root) {
        boolean bare = root.contains("XmlFragment");
        StringBuilder properties = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            String name = (bare ? "" : "p:") + sameHash(i);
            properties.append('<').append(name).append('>').append(i);
            properties.append("</").append(name).append('>');
        }
        Instance instance = Instance.parse(root.replace(" xmlns:p=''", "").formatted(properties));
        List<String> names = instance.propertyNames();
        assertThat(names).hasSize(MANY);
        for (int i = 0; i < MANY; i++) {
            String name = names.get(i);
            assertThat(instance.integer(name)).hasValue(i);
            assertThat(instance.texts(name)).containsExactly(String.valueOf(i));
            assertThat(instance.isNull(name)).isFalse();
            assertThat(instance.has(name + "x")).isFalse();
        }
        assertThat(instance.text(names.get(3).toLowerCase(java.util.Locale.ROOT)))
                .isPresent();
    }

    @Test
    void findsSamePropertiesInSmallAndLargeInstances() {
        String few = "<p:A xmlns:p='urn:p' xmlns:q='urn:q'><q:B>1</q:B><p:B>2</p:B><q:C>3</q:C><C>4</C><p:dd>5</p:dd>"
                + "<p:DD>6</p:DD><p:E>7</p:E><p:E>8</p:E><q:E>9</q:E>%s</p:A>";
        for (Instance instance : List.of(
                Instance.parse(few.formatted("")), Instance.parse(few.formatted("<p:Z>x</p:Z>".repeat(1000))))) {
            assertThat(instance.text("B")).contains("2");
            assertThat(instance.text("C")).contains("3");
            assertThat(instance.text("c")).contains("3");
            assertThat(instance.text("dd")).contains("5");
            assertThat(instance.text("DD")).contains("6");
            assertThat(instance.text("Dd")).contains("5");
            assertThat(instance.texts("E")).containsExactly("7", "8");
            assertThat(instance.has("F")).isFalse();
        }
    }

    private static String sameHash(int number) {
        StringBuilder name = new StringBuilder(34);
        for (int bit = 0; bit < 17; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }
}
