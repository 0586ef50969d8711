package dev.wsman.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteArraysTest {
    private static final String BASE64 = "xs:base64Binary";
    private static final String HEXADECIMAL = "cim:cimHexBinary";
    private static final byte[] BYTES = {1, 2, -1};

    @Test
    void readsEveryForm() {
        assertThat(ByteArrays.read(List.of("AQL/"), null)).isEqualTo(BYTES);
        assertThat(ByteArrays.read(List.of(" AQL/ "), BASE64)).isEqualTo(BYTES);
        assertThat(ByteArrays.read(List.of("0102ff"), HEXADECIMAL)).isEqualTo(BYTES);
        assertThat(ByteArrays.read(List.of("0102FF"), "xs:hexBinary ")).isEqualTo(BYTES);
        assertThat(ByteArrays.read(List.of("1", " 2 ", "255"), null)).isEqualTo(BYTES);
        assertThat(ByteArrays.read(List.of(), null)).isEmpty();
    }

    @Test
    void omitsLengthOfOctetStringOnlyIfItIsCorrect() {
        assertThat(ByteArrays.read(List.of("0", "0", "0", "7", "1", "2", "255"), null))
                .isEqualTo(BYTES);
        assertThat(ByteArrays.read(List.of("0", "0", "0", "4"), null)).isEmpty();
        assertThat(ByteArrays.read(List.of("0", "0", "0", "6", "1", "2", "255"), null))
                .containsExactly(0, 0, 0, 6, 1, 2, -1);
    }

    @ParameterizedTest
    @CsvSource({"A, , base64", "AQL, xs:hexBinary, bytes in hexadecimal", "256, , a byte"})
    void rejectsOtherTextsAndNamesExpectedForm(String text, String type, String expected) {
        assertThatExceptionOfType(NotAValueException.class)
                .isThrownBy(() -> ByteArrays.read(List.of(text), type))
                .satisfies(e -> assertThat(e.expected()).isEqualTo(expected))
                .satisfies(e -> assertThat(e.text()).isEqualTo(text));
    }

    @Test
    void writesBytesInFormOfReplacedBytes() {
        assertThat(ByteArrays.printAs(BYTES, List.of("9"), null)).containsExactly("1", "2", "255");
        assertThat(ByteArrays.printAs(BYTES, List.of("0", "0", "0", "4"), null))
                .containsExactly("0", "0", "0", "7", "1", "2", "255");
        assertThat(ByteArrays.printAs(BYTES, List.of("Dw=="), null)).containsExactly("AQL/");
        assertThat(ByteArrays.printAs(BYTES, List.of("Dw=="), BASE64)).containsExactly("AQL/");
        assertThat(ByteArrays.printAs(BYTES, List.of("0f"), HEXADECIMAL)).containsExactly("AQL/");
        assertThat(ByteArrays.printAs(BYTES, List.of(), null)).containsExactly("AQL/");
        assertThat(ByteArrays.printAs(BYTES, List.of("300"), null)).containsExactly("AQL/");
    }

    @Test
    void expandsOneTextIntoItems() {
        assertThat(ByteArrays.items(List.of("AQL/"), BASE64)).containsExactly("1", "2", "255");
        assertThat(ByteArrays.items(List.of("0102ff"), HEXADECIMAL)).containsExactly("1", "2", "255");
        assertThat(ByteArrays.items(List.of("AQL/"), null)).containsExactly("AQL/");
        assertThat(ByteArrays.items(List.of("1", "2"), BASE64)).containsExactly("1", "2");
    }
}
