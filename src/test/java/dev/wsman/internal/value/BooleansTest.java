package dev.wsman.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BooleansTest {
    @ParameterizedTest
    @CsvSource({"true, false", "TRUE, FALSE", "True, False", "1, 0"})
    void readsBooleansInAnyCase(String yes, String no) {
        assertThat(Booleans.parse(yes)).isTrue();
        assertThat(Booleans.parse(no)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "2", "falſe", "true ", "01"})
    void rejectsOtherTexts(String text) {
        assertThatExceptionOfType(NotAValueException.class)
                .isThrownBy(() -> Booleans.parse(text))
                .satisfies(e -> assertThat(e.expected()).isEqualTo("true or false"));
    }
}
