package dev.wsman.testkit.shell;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The code pages of Windows for which this JVM has a charset. */
final class CodePage {
    static final int UTF_8 = 65001;

    /** The code pages whose number is not part of a name of the charset. */
    private static final Map<Integer, String> NAMES = names();

    private CodePage() {}

    private static Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        unicode(names);
        apple(names);
        asian(names);
        names.put(708, "ISO-8859-6");
        names.put(20127, "US-ASCII");
        names.put(20866, "KOI8-R");
        names.put(21866, "KOI8-U");
        for (int part = 1; part <= 16; part++) {
            names.put(28590 + part, "ISO-8859-" + part);
        }
        return names;
    }

    private static void unicode(Map<Integer, String> names) {
        names.put(UTF_8, "UTF-8");
        names.put(1200, "UTF-16LE");
        names.put(1201, "UTF-16BE");
        names.put(12000, "UTF-32LE");
        names.put(12001, "UTF-32BE");
    }

    private static void apple(Map<Integer, String> names) {
        names.put(10000, "x-MacRoman");
        names.put(10004, "x-MacArabic");
        names.put(10005, "x-MacHebrew");
        names.put(10006, "x-MacGreek");
        names.put(10007, "x-MacCyrillic");
        names.put(10010, "x-MacRomania");
        names.put(10017, "x-MacUkraine");
        names.put(10021, "x-MacThai");
        names.put(10029, "x-MacCentralEurope");
        names.put(10079, "x-MacIceland");
        names.put(10081, "x-MacTurkish");
        names.put(10082, "x-MacCroatian");
    }

    private static void asian(Map<Integer, String> names) {
        names.put(932, "windows-31j");
        names.put(936, "GBK");
        names.put(1361, "x-Johab");
        names.put(20932, "EUC-JP");
        names.put(20936, "GB2312");
        names.put(50220, "ISO-2022-JP");
        names.put(50225, "ISO-2022-KR");
        names.put(51932, "EUC-JP");
        names.put(51949, "EUC-KR");
        names.put(54936, "GB18030");
    }

    /** Returns the charset of a code page; empty if this JVM does not have one. */
    static Optional<Charset> charset(int number) {
        Stream<String> names = NAMES.containsKey(number)
                ? Stream.of(NAMES.get(number))
                : Stream.of("windows-", "x-windows-", "IBM", "IBM0", "IBM00", "x-IBM", "cp")
                        .map(prefix -> prefix + number);
        return names.filter(name -> number > 0 && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName);
    }
}
