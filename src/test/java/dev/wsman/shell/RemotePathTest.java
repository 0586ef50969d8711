package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemotePathTest {
    @ParameterizedTest
    @CsvSource({
        "C:\\a b\\c.txt, C:\\a b\\c.txt",
        "C:/a/b/, C:\\a\\b",
        "C:\\, C:\\",
        "/, \\",
        "relative\\x, relative\\x",
        "..\\x, ..\\x",
        ".\\, .",
        "\\\\server\\share\\x, \\\\server\\share\\x",
        "\\\\?\\C:\\long\\x, \\\\?\\C:\\long\\x",
        "NULL.txt, NULL.txt",
        "%TEMP%\\it's, %TEMP%\\it's",
    })
    void acceptsPathsOfWindows(String given, String sent) {
        assertThat(RemotePath.checked(given)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a*",
                "a?",
                "C:\\a|b",
                "a\"b",
                "a<b",
                "a>b",
                "C:\\a:b",
                "ab:c",
                "C:\\x\\NUL",
                "con",
                "Com1.txt",
                "C:\\aux.x\\y",
                "x.",
                "x ",
                "C:\\x. \\y",
                "a\nb",
                "a\u0000b",
                "a\ud800"
            })
    void rejectsWhatWindowsCannotHave(String path) {
        assertThatThrownBy(() -> RemotePath.checked(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("remote '");
    }

    @Test
    void namesTheReason() {
        assertThatThrownBy(() -> RemotePath.checked("C:\\logs\\nul.log"))
                .hasMessage("remote 'C:\\logs\\nul.log': on Windows, NUL is a device");
        assertThatThrownBy(() -> RemotePath.checked("C:\\logs\\x."))
                .hasMessageContaining("Windows removes the dot or blank at the end of the name 'x.'");
    }
}
