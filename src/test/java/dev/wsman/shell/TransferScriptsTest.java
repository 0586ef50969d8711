package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferScriptsTest {
    private static final String ID = "0123456789abcdef";

    @Test
    void leavesRoomForTheLongestPathOfPowerShell() {
        String longest = "C:\\" + "\u65e5".repeat(256);
        assertThat(TransferScripts.upload(longest, ID, true)).hasSizeLessThan(8000);
        assertThat(TransferScripts.download(longest, true)).hasSizeLessThan(8000);
        assertThat(TransferScripts.removePart(longest, ID)).hasSizeLessThan(8000);
        assertThatThrownBy(() -> TransferScripts.upload("x".repeat(600), ID, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("remote is too long: the command line would have ");
    }

    @Test
    void quotesTheNameAsLiteral() {
        assertThat(script(TransferScripts.upload("it's \u2019x\u201b $a `b", ID, false)))
                .startsWith("$name='it''s \u2019\u2019x\u201b\u201b $a `b';$id='" + ID + "'\n");
    }

    @Test
    void sendsNoCommentsAndNoLineBreaksOfWindows() {
        for (String line : List.of(
                TransferScripts.upload("x", ID, false),
                TransferScripts.upload("x", ID, true),
                TransferScripts.download("x", false),
                TransferScripts.removePart("x", ID))) {
            assertThat(script(line)).doesNotContain("#", "\r").endsWith("\n");
        }
    }

    @Test
    void decodesBase64OnlyIfAsked() {
        assertThat(script(TransferScripts.upload("x", ID, false))).doesNotContain("Base64Transform");
        assertThat(script(TransferScripts.upload("x", ID, true))).contains("FromBase64Transform");
        assertThat(script(TransferScripts.download("x", false))).doesNotContain("Base64Transform");
        assertThat(script(TransferScripts.download("x", true))).contains("ToBase64Transform");
    }

    /** PowerShell reads the standard input itself if a script uses $input; cmd.exe must find nothing to interpret. */
    @Test
    void keepsPowerShellFromReadingTheInput() {
        String line = TransferScripts.upload("x", ID, false);
        assertThat(line).contains(" -InputFormat None -EncodedCommand ").matches("[A-Za-z0-9 .+/=-]+");
        assertThat(script(line)).doesNotContain("$input");
    }

    private static String script(String line) {
        byte[] bytes = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
        return new String(bytes, StandardCharsets.UTF_16LE);
    }
}
