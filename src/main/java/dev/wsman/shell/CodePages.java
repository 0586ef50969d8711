package dev.wsman.shell;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The charsets of Windows' code pages. */
final class CodePages {
    private CodePages() {}

    /**
     * Returns the charset of a code page.
     *
     * @throws IllegalArgumentException if this Java runtime has none
     */
    static Charset charset(int page) {
        if (page == 65001) {
            return StandardCharsets.UTF_8;
        }
        return List.of("windows-" + page, "IBM" + page, "x-windows-" + page).stream()
                .filter(Charset::isSupported)
                .findFirst()
                .map(Charset::forName)
                .orElseThrow(() -> new IllegalArgumentException("page: no charset for code page " + page));
    }
}
