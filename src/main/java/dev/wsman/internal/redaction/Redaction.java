package dev.wsman.internal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Masks secret values in a text, in any encoding of them that a server might echo: as they are and in any case, under
 * percent signs, references of XML and HTML, backslashes and quoted-printable, in any number of layers; in base64 and
 * hexadecimal, of UTF-8, UTF-16 and Latin-1; split by markup; and the beginning of a value where the text was cut off
 * in it. Keeps copies of the values until it is closed. Not thread-safe.
 */
public final class Redaction implements AutoCloseable {
    /** What stands in place of a secret. */
    public static final String MASK = "***";

    /** Shorter values are not searched for: they would be found everywhere. */
    public static final int SHORTEST = 4;

    private static final int MOST_LAYERS = 20;
    private static final int MOST_ENCODINGS = 3;
    /** A longer text is not searched but withheld. */
    private static final int LONGEST = 1 << 20;
    /**
     * How many comparisons a text may take, counted roughly: about half a second. One that was made to take more, by
     * escape sequences and encodings in one another, is withheld.
     */
    private static final long MOST_WORK = 800_000_000L;
    /** What decoding a character costs, in comparisons. */
    private static final int DECODING = 30;

    private final List<SecretValue> values = new ArrayList<>();
    private final List<SecretValue> beginnings = new ArrayList<>();
    private long work;

    /**
     * Adds a value, of which it keeps copies.
     *
     * @param known how many of its first characters are not secret, as a user's name
     */
    public void value(char[] value, int known) {
        if (value.length >= SHORTEST) {
            values.addAll(SecretValue.forms(value, known));
        }
    }

    /** Adds the beginning of a long value in base64, which is masked to its end. */
    public void beginning(String base64) {
        beginnings.add(new SecretValue(SecretValue.lower(base64.toCharArray()), 0));
        new EncodedRuns(MappedText.of(base64)).find(this::binary, (from, end) -> {});
    }

    /** The bytes behind it, as {@link #isSecret(byte[], int)} reads bytes; returns true, so that the search ends. */
    private boolean binary(byte[] bytes) {
        char[] chars = SecretValue.lower(withoutZeros(bytes).toCharArray());
        return values.add(new SecretValue(chars, chars.length));
    }

    private static String withoutZeros(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
    }

    /** The text with {@link #MASK} in place of each secret; the same object if there is none in it. */
    public String of(String text) {
        if (text.length() > LONGEST) {
            return MASK;
        }
        BitSet secret = new BitSet();
        work = 0;
        search(text, secret, MOST_ENCODINGS);
        if (work > MOST_WORK) {
            return MASK;
        }
        return secret.isEmpty() ? text : masked(text, secret);
    }

    private static String masked(String text, BitSet secret) {
        StringBuilder masked = new StringBuilder(text.length());
        int at = 0;
        for (int from = secret.nextSetBit(0); from >= 0; from = secret.nextSetBit(at)) {
            masked.append(text, at, from).append(MASK);
            at = secret.nextClearBit(from);
        }
        return masked.append(text, at, text.length()).toString();
    }

    private void search(String text, BitSet secret, int encodings) {
        MappedText whole = MappedText.of(text).withoutBrokenEscape();
        Set<String> searched = new HashSet<>();
        searched.add(whole.characters());
        search(whole, secret, encodings);
        for (String kinds : Escapes.KINDS) {
            MappedText layer = whole;
            for (int i = 1; i < MOST_LAYERS && hasTimeFor(layer, DECODING); i++) {
                MappedText next = Escapes.decoded(layer, kinds);
                if (next == layer) {
                    break;
                }
                layer = next.withoutBrokenEscape();
                if (searched.add(layer.characters())) {
                    search(layer, secret, encodings);
                }
            }
        }
    }

    /** Counts what is done with each character of a text; false if it is too much. */
    private boolean hasTimeFor(MappedText layer, int times) {
        work += (long) times * layer.length();
        return work <= MOST_WORK;
    }

    private void search(MappedText layer, BitSet secret, int encodings) {
        searchOnce(layer, secret, encodings);
        MappedText quotedPrintable = Escapes.quotedPrintable(layer);
        if (quotedPrintable != layer) {
            // a soft break would join base64 that ends in an equals sign with the word after it
            searchOnce(quotedPrintable, secret, 0);
        }
    }

    private void searchOnce(MappedText layer, BitSet secret, int encodings) {
        if (!hasTimeFor(layer, DECODING + values.size() + beginnings.size())) {
            return;
        }
        findValues(layer, secret);
        MappedText split = layer.withoutMarkup();
        if (split != layer) {
            findValues(split, secret);
        }
        EncodedRuns runs = new EncodedRuns(layer);
        for (SecretValue beginning : beginnings) {
            beginning.find(
                    layer,
                    (from, end) ->
                            mark(layer, runs.startOfBase64(from), Math.max(end, runs.endOfBase64(from)), secret));
        }
        if (encodings > 0) {
            runs.find(bytes -> isSecret(bytes, encodings - 1), (from, end) -> mark(layer, from, end, secret));
        }
    }

    private void findValues(MappedText layer, BitSet secret) {
        MappedText squeezed = layer.squeezed();
        for (SecretValue value : values) {
            value.find(layer, (from, end) -> mark(layer, from, end, secret));
            if (squeezed != layer) {
                value.findSqueezed(squeezed, (from, end) -> mark(squeezed, from, end, secret));
            }
        }
    }

    private static void mark(MappedText layer, int from, int end, BitSet secret) {
        secret.set(layer.start(from), layer.end(end - 1));
    }

    /** Whether a secret is in these bytes, in any charset that is in use: without its zeros UTF-16 is Latin-1. */
    private boolean isSecret(byte[] bytes, int encodings) {
        String text = withoutZeros(bytes);
        if (isText(text)) {
            BitSet secret = new BitSet();
            search(text, secret, encodings);
            return !secret.isEmpty();
        }
        MappedText binary = MappedText.of(text);
        if (!hasTimeFor(binary, DECODING + values.size())) {
            return false;
        }
        boolean[] found = {false};
        for (SecretValue value : values) {
            value.find(binary, (from, end) -> found[0] = true);
        }
        return found[0];
    }

    /** The text with one layer of escape sequences replaced by the characters they stand for. */
    static String unescaped(String text) {
        MappedText decoded = Escapes.decoded(MappedText.of(text));
        StringBuilder plain = new StringBuilder(decoded.length());
        for (int i = 0; i < decoded.length(); i++) {
            plain.append(decoded.at(i));
        }
        return plain.toString();
    }

    /** Whether there can be a further encoding in it. */
    private static boolean isText(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f || c == '\r' || c == '\n' || c == '\t');
    }

    @Override
    public void close() {
        values.forEach(SecretValue::wipe);
        beginnings.forEach(SecretValue::wipe);
        values.clear();
        beginnings.clear();
    }

    /** The number of values; none of them. */
    @Override
    public String toString() {
        return "Redaction[" + values.size() + " values]";
    }
}
