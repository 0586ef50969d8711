package dev.wsman.shell;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The charsets of Windows' code pages. */
final class CodePages {
    /** Those whose charsets are not named after the number. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(708, "ISO-8859-6"),
            Map.entry(874, "x-windows-874"),
            Map.entry(932, "windows-31j"),
            Map.entry(936, "GBK"),
            Map.entry(949, "x-windows-949"),
            Map.entry(950, "x-windows-950"),
            Map.entry(1200, "UTF-16LE"),
            Map.entry(1201, "UTF-16BE"),
            Map.entry(1361, "x-Johab"),
            Map.entry(10000, "x-MacRoman"),
            Map.entry(12000, "UTF-32LE"),
            Map.entry(12001, "UTF-32BE"),
            Map.entry(20127, "US-ASCII"),
            Map.entry(20866, "KOI8-R"),
            Map.entry(20932, "EUC-JP"),
            Map.entry(20936, "GB2312"),
            Map.entry(21866, "KOI8-U"),
            Map.entry(50220, "ISO-2022-JP"),
            Map.entry(50225, "ISO-2022-KR"),
            Map.entry(51932, "EUC-JP"),
            Map.entry(51949, "EUC-KR"),
            Map.entry(54936, "GB18030"),
            Map.entry(65001, "UTF-8"));

    /** {@code ISO-8859-1} is code page 28591, and so on. */
    private static final int ISO_8859 = 28590;

    private CodePages() {}

    /**
     * Returns the charset of a code page.
     *
     * @throws IllegalArgumentException if this Java runtime has none
     */
    static Charset charset(int page) {
        return names(page)
                .filter(Charset::isSupported)
                .findFirst()
                .map(Charset::forName)
                .orElseThrow(() -> new IllegalArgumentException("page: this Java runtime has no charset for code page "
                        + page + ". Use 65001, which is UTF-8; some charsets need the module jdk.charsets"));
    }

    private static Stream<String> names(int page) {
        if (NAMES.containsKey(page)) {
            return Stream.of(NAMES.get(page));
        }
        if (page > ISO_8859 && page <= ISO_8859 + 15) {
            return Stream.of("ISO-8859-" + (page - ISO_8859));
        }
        return page < 1
                ? Stream.empty()
                : List.of("windows-" + page, "IBM" + page, "IBM0" + page, "x-IBM" + page).stream();
    }
}
