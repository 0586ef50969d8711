package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlCountsTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, 0", "+7, 7", "007, 7", "' 32000\n', 32000", "9223372036854775807, 9223372036854775807"})
    void readsEveryForm(String text, long expected) {
        assertThat(XmlCounts.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.0", "1e3", "ten", "0x10", "9223372036854775808"})
    void rejectsTextThatIsNotCountAndShowsIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XmlCounts.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void rejectsNegativeCountWhenWriting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XmlCounts.print(-1))
                .withMessageContaining("-1");
    }

    @Test
    void passesNull() {
        assertThat(new XmlCounts().unmarshal(null)).isNull();
        assertThat(new XmlCounts().marshal(null)).isNull();
    }
}
