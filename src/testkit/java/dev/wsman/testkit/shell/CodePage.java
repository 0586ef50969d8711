package dev.wsman.testkit.shell;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The code pages of Windows. */
final class CodePage {
    static final int UTF_8 = 65001;

    private static final Map<Integer, String> NAMES = Map.of(
            UTF_8,
            "UTF-8",
            932,
            "windows-31j",
            936,
            "GBK",
            949,
            "x-windows-949",
            950,
            "x-windows-950",
            858,
            "IBM00858",
            20127,
            "US-ASCII",
            20866,
            "KOI8-R",
            28591,
            "ISO-8859-1",
            54936,
            "GB18030");

    private CodePage() {}

    /** Returns the charset of a code page; empty if there is none. */
    static Optional<Charset> charset(int number) {
        return Stream.of(NAMES.getOrDefault(number, ""), "windows-" + number, "IBM" + number, "x-IBM" + number)
                .filter(name -> !name.isEmpty() && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName);
    }
}
