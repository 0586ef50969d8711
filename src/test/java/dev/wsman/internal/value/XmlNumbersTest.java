package dev.wsman.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlNumbersTest {
    @Test
    void readsWhatXmlSchemaWrites() {
        assertThat(XmlNumbers.integer("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(XmlNumbers.bigInteger("+18446744073709551615")).isEqualTo("18446744073709551615");
        assertThat(XmlNumbers.decimal("-1.50E+3")).isEqualByComparingTo("-1500");
    }

    /** Arabic, Devanagari, Thai and full-width digits, which the JDK's parsers take for digits too. */
    @ParameterizedTest
    @ValueSource(strings = {"٤٢", "४२", "๔๒", "４２", "4２", "−42"})
    void rejectsTheDigitsOfOtherScripts(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XmlNumbers.integer(text))
                .withMessageContaining("U+");
        assertThatIllegalArgumentException().isThrownBy(() -> XmlNumbers.bigInteger(text));
        assertThatIllegalArgumentException().isThrownBy(() -> XmlNumbers.decimal(text));
    }
}
