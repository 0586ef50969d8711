package dev.wsman.shell;

import java.util.Locale;

/**
 * The streams of PowerShell that arrive on the standard error, and how a console shows their messages. Warnings,
 * verbose and debug messages have neither their label nor a line break in CLIXML; errors have both.
 */
enum ClixmlStream {
    ERROR("", ""),
    WARNING("WARNING: ", "\r\n"),
    VERBOSE("VERBOSE: ", "\r\n"),
    DEBUG("DEBUG: ", "\r\n"),
    /** Any other text. */
    TEXT("", ""),
    /**
     * Progress bars, and the information stream: the host has already written what is to be seen of it to the standard
     * output, such as the text of {@code Write-Host}.
     */
    HIDDEN("", "");

    private final String label;
    private final String lineBreak;

    ClixmlStream(String label, String lineBreak) {
        this.label = label;
        this.lineBreak = lineBreak;
    }

    /** Returns the stream with the name that the attribute S has. */
    static ClixmlStream of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "error" -> ERROR;
            case "warning" -> WARNING;
            case "verbose" -> VERBOSE;
            case "debug" -> DEBUG;
            case "progress", "information" -> HIDDEN;
            default -> TEXT;
        };
    }

    String label() {
        return label;
    }

    String lineBreak() {
        return lineBreak;
    }
}
