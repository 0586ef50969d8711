package dev.wsman.testkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePageTest {
    @ParameterizedTest
    @CsvSource({
        "37,IBM037",
        "437,IBM437",
        "708,ISO-8859-6",
        "737,x-IBM737",
        "858,IBM00858",
        "874,x-windows-874",
        "932,windows-31j",
        "936,GBK",
        "949,x-windows-949",
        "950,x-windows-950",
        "1200,UTF-16LE",
        "1252,windows-1252",
        "10000,x-MacRoman",
        "10007,x-MacCyrillic",
        "12001,UTF-32BE",
        "20866,KOI8-R",
        "28605,ISO-8859-15",
        "51949,EUC-KR",
        "54936,GB18030",
        "65001,UTF-8"
    })
    void findsCharset(int number, String charset) {
        assertThat(CodePage.charset(number)).contains(Charset.forName(charset));
    }

    @Test
    void findsNoneForUnknownNumbers() {
        for (int number : new int[] {-437, -1, 0, 28590, 28610, 65000, 65002, Integer.MAX_VALUE}) {
            assertThat(CodePage.charset(number)).as("" + number).isEmpty();
        }
    }
}
