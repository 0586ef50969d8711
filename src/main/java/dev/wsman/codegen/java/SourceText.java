package dev.wsman.codegen.java;

import com.palantir.javapoet.CodeBlock;
import java.util.Locale;
import java.util.regex.Pattern;

/** Converts text to Java source within the limits of class files. */
final class SourceText {
    /** The maximum line length of generated comments; JavaPoet breaks code at 100 columns. */
    static final int WIDTH = 120;

    private SourceText() {}

    /** Returns whether a class file can hold the text as one constant (JVMS 4.4.7). */
    static boolean fitsLiteral(String text) {
        long bytes = text.chars()
                .map(c -> c > 0x7FF ? 3 : c > 0x7F || c == 0 ? 2 : 1)
                .asLongStream()
                .sum();
        return bytes <= 0xFFFF;
    }

    /**
     * Returns any text as a literal. JavaPoet breaks the line inside the quotes at U+2028 and U+2029, so that these two
     * become literals of their own.
     */
    static CodeBlock literal(String text) {
        return Pattern.compile("(?<=[\u2028\u2029])|(?=[\u2028\u2029])")
                .splitAsStream(text)
                .map(SourceText::part)
                .collect(CodeBlock.joining(" + "));
    }

    private static CodeBlock part(String text) {
        return switch (text) {
            case "\u2028" -> CodeBlock.of("$L", "\"\\u2028\"");
            case "\u2029" -> CodeBlock.of("$L", "\"\\u2029\"");
            default -> CodeBlock.of("$S", text);
        };
    }

    /** Returns the maximum number of lines of a text's literal. */
    static long lines(String text) {
        return text.chars()
                        .filter(c -> c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
                        .count()
                + 1;
    }

    /**
     * Returns source with Unicode escapes (JLS 3.3) for all characters other than ASCII. The source is then independent
     * of the compiler's encoding, and an editor shows the text that the compiler reads, because there are no
     * bidirectional controls. JavaPoet doubles each backslash of a literal, and Javadoc has none, so that an escape
     * never follows an odd number of backslashes.
     */
    static String ascii(String source) {
        StringBuilder ascii = new StringBuilder(source.length());
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c < 0x80) {
                ascii.append(c);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return ascii.toString();
    }
}
