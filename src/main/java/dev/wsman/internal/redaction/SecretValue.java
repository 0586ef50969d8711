package dev.wsman.internal.redaction;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One form of a secret value, in lower case, to be found in a text. Not thread-safe. */
final class SecretValue {
    /** A value of this length is recognized with white space inside it. */
    private static final int SPACED = 8;

    private final char[] chars;
    private final char[] squeezed;
    private final int known;

    /**
     * Takes the characters over.
     *
     * @param chars the value in lower case
     * @param known how many of its first characters are not secret, as a user's name
     */
    SecretValue(char[] chars, int known) {
        this.chars = chars;
        this.squeezed = chars.length < SPACED ? chars : withoutBlanks(chars);
        this.known = known;
    }

    /** The value as it is, and as it looks when it was encoded in one charset and read in another one. */
    static List<SecretValue> forms(char[] value, int known) {
        List<SecretValue> forms = new ArrayList<>();
        forms.add(new SecretValue(lower(value), known));
        if (anyFrom(value, ' ', ' ')) {
            forms.add(new SecretValue(replaced(value, ' ', ' ', '+'), known));
        }
        if (anyFrom(value, '+', '+')) {
            forms.add(new SecretValue(replaced(value, '+', '+', ' '), known));
        }
        if (anyFrom(value, '\u0080', Character.MAX_VALUE)) {
            forms.add(new SecretValue(replaced(value, '\u0080', Character.MAX_VALUE, '\ufffd'), known));
            forms.add(new SecretValue(replaced(value, '\u0080', Character.MAX_VALUE, '?'), known));
            for (Charset charset :
                    List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                forms.add(new SecretValue(misread(value, charset), known));
            }
        }
        return forms;
    }

    static char[] lower(char[] value) {
        return replaced(value, '\0', '\0', '\0');
    }

    private static boolean anyFrom(char[] value, char least, char most) {
        for (char c : value) {
            if (c >= least && c <= most) {
                return true;
            }
        }
        return false;
    }

    private static char[] replaced(char[] value, char least, char most, char by) {
        char[] replaced = new char[value.length];
        for (int i = 0; i < value.length; i++) {
            replaced[i] = value[i] >= least && value[i] <= most ? by : Character.toLowerCase(value[i]);
        }
        return replaced;
    }

    private static char[] misread(char[] value, Charset charset) {
        ByteBuffer bytes = charset.encode(CharBuffer.wrap(value));
        char[] misread = new char[bytes.remaining()];
        int count = 0;
        for (int i = 0; i < misread.length; i++) {
            if (bytes.get(i) != 0) {
                misread[count++] = Character.toLowerCase((char) (bytes.get(i) & 0xff));
            }
        }
        Arrays.fill(bytes.array(), (byte) 0);
        return Arrays.copyOf(misread, count);
    }

    private static char[] withoutBlanks(char[] value) {
        char[] squeezed = new char[value.length];
        int count = 0;
        for (char c : value) {
            if (!MappedText.isBlank(c)) {
                squeezed[count++] = c;
            }
        }
        return Arrays.copyOf(squeezed, count);
    }

    /** Where the value, or its beginning at the end of the text, is found. */
    void find(MappedText text, EncodedRuns.Found found) {
        find(text, chars, found);
    }

    /** The same in a text without white space. */
    void findSqueezed(MappedText text, EncodedRuns.Found found) {
        if (chars.length >= SPACED) {
            find(text, squeezed, found);
        }
    }

    private void find(MappedText text, char[] value, EncodedRuns.Found found) {
        if (value.length < Redaction.SHORTEST) {
            return;
        }
        for (int at = 0; at + value.length <= text.length(); at++) {
            if (text.matches(value, value.length, at)) {
                found.run(at, at + value.length);
            }
        }
        int begun = begun(text, value);
        if (begun > 0) {
            found.run(end(text) - begun, end(text));
        }
    }

    /** How much of the value the text ends with: a text that was cut off may have been so in the middle of it. */
    private int begun(MappedText text, char[] value) {
        int end = end(text);
        int least = Math.max(text.isCut() ? Redaction.SHORTEST - 1 : Redaction.SHORTEST + 1, known + 2);
        for (int count = Math.min(value.length - 1, end); count >= least; count--) {
            if (text.matches(value, count, end - count)) {
                return count;
            }
        }
        return 0;
    }

    private static int end(MappedText text) {
        return text.isCut() ? text.length() - 1 : text.length();
    }

    void wipe() {
        Arrays.fill(chars, '\0');
        Arrays.fill(squeezed, '\0');
    }

    @Override
    public String toString() {
        return "SecretValue[redacted]";
    }
}
