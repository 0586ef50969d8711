package dev.wsman.shell;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A script as {@code powershell.exe} runs it: in the command line, or through the standard input if it is too long.
 * Only constructs of Windows PowerShell 2.0 surround it.
 *
 * <p>A script runs as a block, so that it may begin with {@code param}. Before it, these are set:
 *
 * <ul>
 *   <li>{@code [Console]::OutputEncoding}, to UTF-8 without a byte order mark, which Windows Server 2008 R2 would
 *       print. Where policies allow only the ConstrainedLanguage mode this fails without consequences, and the code
 *       page of the shell remains.
 *   <li>{@code $ErrorActionPreference}, to Stop: an error ends the script with exit code 1. With PowerShell's default,
 *       a script whose commands have failed may end with 0.
 *   <li>{@code $ProgressPreference}: progress bars would be sent as XML on the standard error.
 * </ul>
 *
 * <p>After it, {@code exit $LASTEXITCODE} passes on the exit code of the last program that the script ran, which
 * PowerShell would turn into 1. Errors are reported by PowerShell itself, in the form that {@link ClixmlDecoder} reads:
 * so they have their position, and warnings are apart from the output, with which {@code -OutputFormat Text} mixes
 * them.
 *
 * <p>{@code -InputFormat None} leaves the standard input to the script. PowerShell 2.0 would otherwise read it, and not
 * end before its end; later versions read it if a script uses {@code $input}.
 *
 * @param commandLine the line to run
 * @param stdin what has to be written to the standard input first; without it, the script is in the line
 */
record PowerShellScript(String commandLine, Optional<byte[]> stdin) {
    /** The options of {@code powershell.exe}; base64 of the script in UTF-16 follows. */
    static final String POWERSHELL =
            "powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass" + " -InputFormat None -EncodedCommand ";

    /** In characters. */
    static final int LONGEST_SCRIPT = 1_000_000;

    private static final String BEGIN = "try{[Console]::OutputEncoding=New-Object Text.UTF8Encoding $false}catch{};"
            + "$ErrorActionPreference='Stop';$ProgressPreference='SilentlyContinue';";
    private static final String END = ";if(Test-Path variable:LASTEXITCODE){exit $LASTEXITCODE}";

    /**
     * Reads lines of base64 up to an empty one, and runs their text. Short lines pass through a console as well as
     * through a pipe, ASCII through every code page, and what follows the empty line is left to the script. A script
     * whose end is missing does not run.
     */
    private static final String FROM_STDIN = BEGIN + "$wsmanText=New-Object Text.StringBuilder;"
            + "while($wsmanLine=[Console]::In.ReadLine()){[void]$wsmanText.Append($wsmanLine)};"
            + "if($wsmanLine -eq $null){throw 'The script on the standard input is incomplete.'};"
            + ". ([ScriptBlock]::Create([Text.Encoding]::UTF8.GetString("
            + "[Convert]::FromBase64String($wsmanText.ToString()))))" + END;

    /** These statements must be the first of a file, so that a block in the command line cannot have them. */
    private static final Pattern USING = Pattern.compile(
            "^\\s*using\\s+(namespace|module|assembly)\\s", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /**
     * Returns how to run a script.
     *
     * @throws IllegalArgumentException if it is blank, too long, or has an unpaired surrogate
     */
    static PowerShellScript of(String script) {
        String text = requireScript(script);
        // The line break ends a comment in the last line of the script.
        String line = encoded(BEGIN + ". {" + text + "\n}" + END);
        if (line.length() <= WindowsCommandLine.LONGEST && !USING.matcher(text).find()) {
            return new PowerShellScript(line, Optional.empty());
        }
        byte[] base64 = Base64.getMimeEncoder().encode(text.getBytes(StandardCharsets.UTF_8));
        return new PowerShellScript(encoded(FROM_STDIN), Optional.of(withEmptyLine(base64)));
    }

    /** Returns the command line that runs a script as it is. */
    private static String encoded(String script) {
        return POWERSHELL + Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_16LE));
    }

    private static byte[] withEmptyLine(byte[] base64) {
        byte[] input = Arrays.copyOf(base64, base64.length + 4);
        input[base64.length] = '\r';
        input[base64.length + 1] = '\n';
        input[base64.length + 2] = '\r';
        input[base64.length + 3] = '\n';
        return input;
    }

    private static String requireScript(String script) {
        if (ShellArguments.present(script, "script").isBlank()) {
            throw new IllegalArgumentException("script is empty");
        }
        if (script.length() > LONGEST_SCRIPT) {
            throw new IllegalArgumentException("script is too long: " + script.length() + " characters, at most "
                    + LONGEST_SCRIPT + ". Upload it as a file, and run powershell.exe with -File");
        }
        requirePairs(script);
        return script;
    }

    private static void requirePairs(String script) {
        for (int i = 0; i < script.length(); i++) {
            if (Character.isHighSurrogate(script.charAt(i))
                    && i + 1 < script.length()
                    && Character.isLowSurrogate(script.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(script.charAt(i))) {
                throw new IllegalArgumentException(
                        "script: contains an unpaired surrogate (at offset " + i + "), which is not a character");
            }
        }
    }
}
