package dev.wsman.kafka.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.Instance;
import dev.wsman.WsmanProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatermarkTest {
    private static Instance instance(String value) {
        return Instance.builder("http://example.com/A", "A").add("V", value).build();
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5, 5",
        "18446744073709551615, 18446744073709551615, 18446744073709551615",
        "1.50, 1.50, 1.50",
        "20261127120000.123456+060, 2026-11-27T11:00:00.123456Z, '''20261127110000.123456+000'''",
        "2026-11-27T12:00:00.1234567+01:00, 2026-11-27T11:00:00.123456700Z, '''20261127110000.123456+000'''",
    })
    void readsNumbersAndTimes(String value, String text, String literal) {
        Watermark mark = Watermark.of(instance(value), "v").orElseThrow();
        assertThat(mark).hasToString(text);
        assertThat(mark.literal()).isEqualTo(literal);
        assertThat(Watermark.parse(mark.text())).isEqualTo(mark).hasSameHashCodeAs(mark);
    }

    @Test
    void isEmptyForNull() {
        assertThat(Watermark.of(instance(null), "V")).isEmpty();
        assertThat(Watermark.of(instance("5"), "Other")).isEmpty();
    }

    @Test
    void comparesValuesAndNotTexts() {
        assertThat(Watermark.parse("10")).isGreaterThan(Watermark.parse("9.5"));
        assertThat(Watermark.parse("1.0")).isEqualTo(Watermark.parse("1")).hasSameHashCodeAs(Watermark.parse("1"));
        assertThat(Watermark.parse("2026-11-27T12:00:00+01:00"))
                .isEqualTo(Watermark.parse("2026-11-27T11:00:00Z"))
                .isNotEqualTo(Watermark.parse("1"));
    }

    @Test
    void rejectsOtherValues() {
        assertThatExceptionOfType(WsmanProtocolException.class).isThrownBy(() -> Watermark.of(instance("x"), "V"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Watermark.parse("1 or 1=1"))
                .withMessage("not a number or a time such as 2026-11-27T03:00:00Z: 1 or 1=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Watermark.parse("1").compareTo(Watermark.parse("2026-11-27T12:00:00Z")))
                .withMessageContaining("choose a property that has one type");
    }
}
