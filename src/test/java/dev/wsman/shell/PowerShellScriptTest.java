package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerShellScriptTest {
    private static final String BEGIN =
            "powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass" + " -InputFormat None -EncodedCommand ";

    private static String inLine(PowerShellScript script) {
        assertThat(script.commandLine()).startsWith(BEGIN);
        byte[] decoded = Base64.getDecoder().decode(script.commandLine().substring(BEGIN.length()));
        return new String(decoded, StandardCharsets.UTF_16LE);
    }

    /** Reads as the script in the line does: lines up to an empty one. */
    private static String throughStdin(PowerShellScript script) {
        String input = new String(script.stdin().orElseThrow(), StandardCharsets.US_ASCII);
        assertThat(input).endsWith("\r\n\r\n");
        assertThat(input.indexOf("\r\n\r\n")).isEqualTo(input.length() - 4);
        assertThat(input.lines()).allMatch(line -> line.length() < 255, "fits a line of a console");
        return new String(Base64.getDecoder().decode(input.replace("\r\n", "")), StandardCharsets.UTF_8);
    }

    @Test
    void runsShortScriptAsBlockInTheLine() {
        PowerShellScript script = PowerShellScript.of("param($n = 1)\nGet-Date # now \u3053\ud83d\ude00");
        assertThat(script.stdin()).isEmpty();
        assertThat(inLine(script)).contains(". {param($n = 1)\nGet-Date # now \u3053\ud83d\ude00\n}");
    }

    @Test
    void setsEncodingErrorsAndProgressBeforeAndExitCodeAfter() {
        assertThat(inLine(PowerShellScript.of("Get-Date")))
                .isEqualTo("try{[Console]::OutputEncoding=New-Object Text.UTF8Encoding $false}catch{};"
                        + "$ErrorActionPreference='Stop';$ProgressPreference='SilentlyContinue';. {Get-Date\n}"
                        + ";if(Test-Path variable:LASTEXITCODE){exit $LASTEXITCODE}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\rb", "@'\r\nx\n'@"})
    void keepsLineEndings(String script) {
        assertThat(inLine(PowerShellScript.of(script))).contains("{" + script + "\n}");
        String lengthened = script + "\n" + "#".repeat(3000);
        assertThat(throughStdin(PowerShellScript.of(lengthened))).isEqualTo(lengthened);
    }

    @Test
    void passesLongScriptThroughStdin() {
        String script = "Write-Output '" + "\u3053\ud83d\ude00x".repeat(20_000) + "'";
        PowerShellScript passed = PowerShellScript.of(script);
        assertThat(throughStdin(passed)).isEqualTo(script);
        assertThat(passed.commandLine()).hasSizeLessThan(8000);
        assertThat(inLine(passed))
                .startsWith("try{[Console]::OutputEncoding=New-Object Text.UTF8Encoding $false}catch{};"
                        + "$ErrorActionPreference='Stop';$ProgressPreference='SilentlyContinue';")
                .contains("[Console]::In.ReadLine()", "throw", "[ScriptBlock]::Create(")
                .endsWith(";if(Test-Path variable:LASTEXITCODE){exit $LASTEXITCODE}")
                // PowerShell would read the input itself if a script used this variable.
                .doesNotContainIgnoringCase("$input");
    }

    @Test
    void keepsEveryLineWithin8000Characters() {
        int inLine = 0;
        for (int length = 2500; length < 3200; length++) {
            PowerShellScript script = PowerShellScript.of("#".repeat(length));
            assertThat(script.commandLine()).hasSizeLessThanOrEqualTo(8000);
            inLine += script.stdin().isEmpty() ? 1 : 0;
        }
        assertThat(inLine).isBetween(1, 699);
    }

    /** Only the beginning of a script block may have them, which {@code [ScriptBlock]::Create} makes of the text. */
    @ParameterizedTest
    @ValueSource(strings = {"using namespace System.IO\n[File]", "# x\r\n  Using Module ./m.psm1\n1"})
    void passesScriptWithUsingStatementThroughStdin(String script) {
        assertThat(throughStdin(PowerShellScript.of(script))).isEqualTo(script);
    }

    @Test
    void refusesScriptsThatCannotRun() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowerShellScript.of(null))
                .withMessage("script is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowerShellScript.of(" \r\n"))
                .withMessage("script is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowerShellScript.of("'\ud83d'"))
                .withMessage("script: contains an unpaired surrogate (at offset 1), which is not a character");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowerShellScript.of("#".repeat(1_000_001)))
                .withMessageStartingWith("script is too long: 1000001 characters, at most 1000000. Upload it");
    }
}
