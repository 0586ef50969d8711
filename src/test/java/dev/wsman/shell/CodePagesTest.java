package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodePagesTest {
    /** A byte sequence and its text in each page, from the tables at unicode.org. */
    @ParameterizedTest
    @CsvSource({
        "65001, c3a4e38193, \u00e4\u3053",
        "437, 84e1, \u00e4\u00df",
        "850, 84e1d5, \u00e4\u00df\u0131",
        "858, d5, \u20ac",
        "852, a5, \u0105",
        "866, a0, \u0430",
        "874, a1, \u0e01",
        "1250, b9, \u0105",
        "1251, e0, \u0430",
        "1252, e480, \u00e4\u20ac",
        "1253, e1, \u03b1",
        "1254, fd, \u0131",
        "1255, e0, \u05d0",
        "1256, c7, \u0627",
        "1257, e0, \u0105",
        "1258, d0, \u0110",
        "932, 82b1815c, \u3053\u2015",
        "936, c4e3, \u4f60",
        "949, b0a1, \uac00",
        "950, a741, \u4f60",
        "1361, 8861, \uac00",
        "1200, e4005330, \u00e4\u3053",
        "1201, 00e43053, \u00e4\u3053",
        "12000, e4000000, \u00e4",
        "12001, 000000e4, \u00e4",
        "20127, 41, A",
        "20866, c1, \u0430",
        "28591, e4, \u00e4",
        "28605, a4, \u20ac",
        "37, c1, A",
        "500, c1, A",
        "737, 98, \u03b1",
        "54936, c4e3, \u4f60"
    })
    void decodesThePage(int page, String hex, String text) {
        assertThat(TextDecoder.decode(HexFormat.of().parseHex(hex), CodePages.charset(page)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1, 65000, 99999})
    void namesThePageWithoutCharset(int page) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodePages.charset(page))
                .withMessageStartingWith(
                        "page: this Java runtime has no charset for code page " + page + ". Use 65001");
    }
}
