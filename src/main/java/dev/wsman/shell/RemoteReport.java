package dev.wsman.shell;

import dev.wsman.shell.FileTransferException.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A failure that a transfer script reports.
 *
 * @param code the HRESULT
 * @param type the .NET type of the exception
 * @param path the path at which it happened
 * @param message the message of Windows, or a word of the script that begins with {@code WSMAN-}
 */
record RemoteReport(int code, String type, String path, String message) {
    /** Bytes do not pass unchanged. */
    static final String BYTES = "WSMAN-BYTES";

    /** Printed alone by a script that cannot run. */
    static final String LANGUAGE = "WSMAN-LANGUAGE";

    /** What the scripts throw themselves. */
    private static final Map<String, FileText> OWN = Map.of(
            BYTES,
            new FileText(Kind.VERIFICATION, "the service changes the bytes of the standard input"),
            "WSMAN-END",
            new FileText(Kind.VERIFICATION, "the input ended in the middle of the file"),
            "WSMAN-HASH",
            new FileText(
                    Kind.VERIFICATION, "the SHA-256 of what arrived differs from that of what was sent; try again"),
            "WSMAN-FILE",
            new FileText(Kind.REMOTE, "a file with this name exists, but a directory is uploaded; delete the file"),
            "WSMAN-DIRECTORY",
            new FileText(Kind.REMOTE, "a directory with this name exists; give the complete name of the file"));

    private static final Map<Integer, String> HINTS = Map.ofEntries(
            Map.entry(0x80070070, "free space on this drive"),
            Map.entry(0x80070027, "free space on this drive"),
            Map.entry(0x80070005, "check the permissions of the user, and whether the file is read-only"),
            Map.entry(0x80070020, "end the program that uses the file"),
            Map.entry(0x80070021, "end the program that uses the file"),
            Map.entry(0x80070002, "check the path; a relative one begins at the working directory of the shell"),
            Map.entry(0x80070003, "check the path; a relative one begins at the working directory of the shell"),
            Map.entry(0x800700CE, "Windows PowerShell opens paths of up to 259 characters: use a shorter one"));

    private record FileText(Kind kind, String reason) {}

    boolean isDamage() {
        return message.equals(BYTES);
    }

    FileTransferException toException() {
        FileText own = OWN.get(message);
        if (own != null) {
            return new FileTransferException(own.kind(), path, own.reason(), null, null);
        }
        String hint = HINTS.get(code);
        String reason = message.strip() + " (" + type + ", " + String.format(Locale.ROOT, "0x%08X", code) + ")"
                + (hint == null ? "" : "; " + hint);
        return new FileTransferException(Kind.REMOTE, path, reason, type, null);
    }

    /**
     * Returns the failure of a script that reported nothing.
     *
     * @param stdout what it printed, of which the message has the beginning if {@code stderr} is blank
     * @param stderr what PowerShell printed as errors
     */
    static FileTransferException noReport(String remote, OptionalInt exitCode, String stdout, String stderr) {
        if (stdout.contains(LANGUAGE)) {
            return new FileTransferException(
                    Kind.POWERSHELL,
                    remote,
                    "PowerShell does not run in FullLanguage mode for this user, which transfers need"
                            + "; ask the administrator about AppLocker or Windows Defender Application Control",
                    null,
                    null);
        }
        String printed = (stderr.isBlank() ? stdout : stderr).strip();
        String code = exitCode.isEmpty() ? "without an exit code" : "with exit code " + exitCode.getAsInt();
        return new FileTransferException(
                Kind.POWERSHELL,
                remote,
                "powershell.exe ended " + code + " before the transfer was complete"
                        + (printed.isEmpty() ? "" : ": " + CommandFailedException.excerpt(printed)),
                null,
                null);
    }
}
