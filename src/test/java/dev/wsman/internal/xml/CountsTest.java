package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountsTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, 0", "+7, 7", "007, 7", "' 32000\n', 32000", "9223372036854775807, 9223372036854775807"})
    void everyFormOfACountIsRead(String text, long expected) {
        assertThat(Counts.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.0", "1e3", "ten", "0x10", "9223372036854775808"})
    void whatIsNoCountIsRefusedWithItsText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Counts.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void aNegativeCountIsNotWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> Counts.print(-1)).withMessageContaining("-1");
    }

    @Test
    void theAdapterPassesNullOn() {
        assertThat(new Counts().unmarshal(null)).isNull();
        assertThat(new Counts().marshal(null)).isNull();
    }
}
