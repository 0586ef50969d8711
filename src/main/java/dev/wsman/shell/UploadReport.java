package dev.wsman.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code upload.ps1} printed.
 *
 * @param digest the SHA-256 of the SHA-256 of all files, in hexadecimal; null if it failed
 * @param failure why it failed; null if it did not
 */
record UploadReport(@Nullable String digest, @Nullable RemoteReport failure) {
    /** In bytes. A report is shorter. */
    private static final int LONGEST = 256 * 1024;

    private static final Pattern OK = Pattern.compile("OK ([0-9A-F-]{95})");
    private static final Pattern ERR = Pattern.compile("ERR (True|False) (-?[0-9]{1,10}) ([A-Za-z0-9+/=]+)");

    /**
     * Reads the output to its end.
     *
     * @throws FileTransferException if the script failed without a report, or could not delete its part
     */
    static UploadReport read(RemoteCommand command, String remote, StderrExcerpt stderr) {
        String printed;
        try (InputStream stdout = command.stdout()) {
            printed = text(stdout);
        } catch (IOException e) {
            throw FileTransfers.failure(e);
        }
        Matcher ok = OK.matcher(printed);
        if (ok.find()) {
            return new UploadReport(ok.group(1).replace("-", ""), null);
        }
        Matcher err = ERR.matcher(printed);
        if (!err.find()) {
            command.waitFor();
            throw RemoteReport.noReport(remote, command.exitCode(), printed, stderr.text());
        }
        RemoteReport failure = report(remote, Integer.parseInt(err.group(2)), err.group(3));
        if (err.group(1).equals("True")) {
            throw failure.toException();
        }
        return new UploadReport(null, failure);
    }

    private static String text(InputStream stdout) throws IOException {
        return new String(stdout.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
    }

    /** Reads the output to its end and returns whether the script failed and deleted its part. */
    static boolean reportsPartRemoved(InputStream stdout) throws IOException {
        Matcher err = ERR.matcher(text(stdout));
        return err.find() && err.group(1).equals("False");
    }

    private static RemoteReport report(String remote, int code, String base64) {
        String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        String[] lines = text.split("\n", 3);
        return lines.length == 3
                ? new RemoteReport(code, lines[0], lines[1], lines[2])
                : new RemoteReport(code, "", remote, text);
    }

    /** Returns whether the transfer failed because bytes do not pass unchanged. */
    boolean isDamaged() {
        return failure != null && failure.isDamage();
    }

    void orThrow() {
        if (failure != null) {
            throw failure.toException();
        }
    }

    /** Compares the digest with that of what was sent. */
    void verify(String remote, byte[] sent) {
        if (digest != null && !digest.equals(HexFormat.of().withUpperCase().formatHex(sent))) {
            throw FileTransferException.verification(
                    remote, "the server reports the SHA-256 " + digest + " for what it received, which was not sent");
        }
    }
}
