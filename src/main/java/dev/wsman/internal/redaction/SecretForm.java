package dev.wsman.internal.redaction;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One form in which a secret value may appear in a text, in lower case. Not thread-safe. */
final class SecretForm {
    /** From this length on, a value is recognized with white space inside it. */
    private static final int SPACED = 8;

    private final char[] chars;
    private final char[] squeezed;
    private final int known;

    /**
     * Creates a form.
     *
     * @param chars the value in lower case; the form keeps and later wipes this array
     * @param known how many of its first characters are not secret, such as those of a user's name
     */
    SecretForm(char[] chars, int known) {
        this.chars = chars;
        this.squeezed = chars.length < SPACED ? chars : withoutBlanks(chars);
        this.known = known;
    }

    /**
     * Returns forms for the value as it is, and as it appears after encoding in one charset and decoding in another.
     */
    static List<SecretForm> forms(char[] value, int known) {
        List<SecretForm> forms = new ArrayList<>();
        forms.add(new SecretForm(lower(value), known));
        if (anyFrom(value, ' ', ' ')) {
            forms.add(new SecretForm(replaced(value, ' ', ' ', '+'), known));
        }
        if (anyFrom(value, '+', '+')) {
            forms.add(new SecretForm(replaced(value, '+', '+', ' '), known));
        }
        if (anyFrom(value, '\u0080', Character.MAX_VALUE)) {
            forms.add(new SecretForm(replaced(value, '\u0080', Character.MAX_VALUE, '\ufffd'), known));
            forms.add(new SecretForm(replaced(value, '\u0080', Character.MAX_VALUE, '?'), known));
            for (Charset charset :
                    List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                forms.add(new SecretForm(misread(value, charset), known));
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
            if (!DecodedText.isBlank(c)) {
                squeezed[count++] = c;
            }
        }
        return Arrays.copyOf(squeezed, count);
    }

    /** Reports each place where the value is found, and its beginning at the end of the text. */
    void find(DecodedText text, EncodedBytesFinder.Match match) {
        find(text, chars, match);
    }

    /** As {@link #find}, in a text without white space. */
    void findSqueezed(DecodedText text, EncodedBytesFinder.Match match) {
        if (chars.length >= SPACED) {
            find(text, squeezed, match);
        }
    }

    private void find(DecodedText text, char[] value, EncodedBytesFinder.Match match) {
        if (value.length < SecretValueMasker.SHORTEST) {
            return;
        }
        for (int at = 0; at + value.length <= text.length(); at++) {
            if (text.matches(value, value.length, at)) {
                match.at(at, at + value.length);
            }
        }
        int begun = begun(text, value);
        if (begun > 0) {
            match.at(end(text) - begun, end(text));
        }
    }

    /** Returns the length of the beginning of the value with which the text ends, because it may have been cut off. */
    private int begun(DecodedText text, char[] value) {
        int end = end(text);
        int least = Math.max(text.isCut() ? SecretValueMasker.SHORTEST - 1 : SecretValueMasker.SHORTEST + 1, known + 2);
        for (int count = Math.min(value.length - 1, end); count >= least; count--) {
            if (text.matches(value, count, end - count)) {
                return count;
            }
        }
        return 0;
    }

    private static int end(DecodedText text) {
        return text.isCut() ? text.length() - 1 : text.length();
    }

    void wipe() {
        Arrays.fill(chars, '\0');
        Arrays.fill(squeezed, '\0');
    }

    @Override
    public String toString() {
        return "SecretForm[redacted]";
    }
}
