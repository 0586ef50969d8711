package dev.wsman.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Collectors;

/** The command lines that run the transfer scripts, which are resources of this package. */
final class TransferScripts {
    private static final String TEXT_ONLY = "#text ";

    private TransferScripts() {}

    /**
     * Returns the line that receives a file or directory.
     *
     * @param id distinguishes the part from that of other transfers
     * @param text whether the input is base64
     */
    static String upload(String remote, String id, boolean text) {
        return line("upload.ps1", "$name=" + PowerShellLiteral.of(remote) + ";$id=" + PowerShellLiteral.of(id), text);
    }

    /** Returns the line that writes a file or directory to the standard output, as base64 if {@code text}. */
    static String download(String remote, boolean text) {
        return line("download.ps1", "$name=" + PowerShellLiteral.of(remote), text);
    }

    /** Returns the line that deletes what an upload left. */
    static String removePart(String remote, String id) {
        return line(
                "remove-part.ps1", "$name=" + PowerShellLiteral.of(remote) + ";$id=" + PowerShellLiteral.of(id), false);
    }

    private static String line(String resource, String parameters, boolean text) {
        byte[] script = (parameters + "\n" + read(resource, text)).getBytes(StandardCharsets.UTF_16LE);
        String line = PowerShellScript.POWERSHELL + Base64.getEncoder().encodeToString(script);
        if (line.length() > WindowsCommandLine.LONGEST) {
            throw new IllegalArgumentException(
                    "remote is too long: the command line would have " + line.length() + " characters");
        }
        return line;
    }

    private static String read(String resource, boolean text) {
        try (InputStream in = Objects.requireNonNull(TransferScripts.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> text && line.startsWith(TEXT_ONLY) ? line.substring(TEXT_ONLY.length()) : line.strip())
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
