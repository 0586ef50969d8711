package dev.wsman.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlNumbersTest {
    @Test
    void readsNumbersOfXmlSchema() {
        assertThat(XmlNumbers.integer("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(XmlNumbers.bigInteger("+18446744073709551615")).isEqualTo("18446744073709551615");
        assertThat(XmlNumbers.decimal("-1.50E+3")).isEqualByComparingTo("-1500");
    }

    /** Arabic, Devanagari, Thai and full-width digits, which the JDK's parsers accept. */
    @ParameterizedTest
    @ValueSource(strings = {"٤٢", "४२", "๔๒", "４２", "4２", "−42"})
    void rejectsDigitsOfOtherScripts(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XmlNumbers.integer(text))
                .withMessageContaining("U+");
        assertThatIllegalArgumentException().isThrownBy(() -> XmlNumbers.bigInteger(text));
        assertThatIllegalArgumentException().isThrownBy(() -> XmlNumbers.decimal(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1.5E3, 1500",
        "NaN, NaN",
        "nan, NaN",
        "INF, Infinity",
        "+INF, Infinity",
        "Infinity, Infinity",
        "-inf, -Infinity",
        "-INFINITY, -Infinity",
    })
    void readsRealNumbersAndTheirNamesInAnyCase(String text, Double expected) {
        assertThat(XmlNumbers.real(text)).isEqualTo(expected);
        assertThat(XmlNumbers.real(XmlNumbers.requireReal(text))).isEqualTo(expected);
    }

    /** The JDK reads hexadecimal numbers and type suffixes. */
    @ParameterizedTest
    @ValueSource(strings = {"0x1p3", "1d", "1f", "+NaN", "١", ""})
    void rejectsRealNumbersThatXmlSchemaDoesNotHave(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> XmlNumbers.real(text));
    }

    @Test
    void readsShortUnsignedNumbersAndLeavesOthers() {
        assertThat(XmlNumbers.shortUnsigned("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
        for (String other : List.of("", "1000000000000000000", "-1", "+1", "٤", " 1", "1.0")) {
            assertThat(XmlNumbers.shortUnsigned(other)).as(other).isEqualTo(-1);
        }
    }

    @Test
    void writesNumbersOfXmlSchema() {
        assertThat(XmlNumbers.print(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(XmlNumbers.print(Double.NEGATIVE_INFINITY)).isEqualTo("-INF");
        assertThat(XmlNumbers.print(Float.NaN)).isEqualTo("NaN");
        assertThat(XmlNumbers.print(7)).isEqualTo("7");
    }
}
