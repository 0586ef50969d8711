package dev.wsman.internal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Masks secret values in a text, in any encoding in which a server might echo them:
 *
 * <ul>
 * <li>unchanged, in any case, or split by markup
 * <li>escaped with percent signs, references of XML and HTML, backslashes or quoted-printable, in any number of layers
 * <li>in base64, hexadecimal or decimal bytes of UTF-8, UTF-16 or Latin-1
 * <li>incomplete, if the text was cut off within the value.
 * </ul>
 *
 * <p>Keeps copies of the values until it is closed. Not thread-safe.
 */
public final class SecretValueMasker implements AutoCloseable {
    /** The replacement of a secret. */
    public static final String MASK = "***";

    /** Shorter values are not searched for, because they would match anywhere. */
    public static final int SHORTEST = 4;

    private static final int MOST_LAYERS = 20;
    private static final int MOST_ENCODINGS = 3;
    /** A longer text is not searched but masked as a whole. */
    private static final int LONGEST = 1 << 20;
    /**
     * The approximate number of comparisons that a text may take, about half a second. A text that would take more, by
     * nested escape sequences and encodings, is masked as a whole.
     */
    private static final long MOST_WORK = 800_000_000L;
    /** The cost of decoding a character, in comparisons. */
    private static final int DECODING = 30;

    private final List<SecretForm> values = new ArrayList<>();
    private final List<SecretForm> beginnings = new ArrayList<>();
    private long work;

    /**
     * Adds a value to be masked, and keeps copies of it.
     *
     * @param known how many of its first characters are not secret, such as those of a user's name
     */
    public void value(char[] value, int known) {
        if (value.length >= SHORTEST) {
            values.addAll(SecretForm.forms(value, known));
        }
    }

    /** Adds the beginning of a long value in base64, such as a token. The value is masked to its end. */
    public void beginning(String base64) {
        beginnings.add(new SecretForm(SecretForm.lower(base64.toCharArray()), 0));
        new EncodedBytesFinder(DecodedText.of(base64)).find(this::binary, (from, end) -> {});
    }

    /** Adds decoded bytes in the form in which {@link #isSecret} searches them. Returns true, which ends the search. */
    private boolean binary(byte[] bytes) {
        char[] chars = SecretForm.lower(withoutZeros(bytes).toCharArray());
        return values.add(new SecretForm(chars, chars.length));
    }

    private static String withoutZeros(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
    }

    /** Returns the text with {@link #MASK} in place of each secret; the same object if it does not contain any. */
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
        DecodedText whole = DecodedText.of(text).withoutBrokenEscape();
        Set<String> searched = new HashSet<>();
        searched.add(whole.characters());
        search(whole, secret, encodings);
        for (String kinds : EscapeDecoder.KINDS) {
            DecodedText layer = whole;
            for (int i = 1; i < MOST_LAYERS && hasTimeFor(layer, DECODING); i++) {
                DecodedText next = EscapeDecoder.decoded(layer, kinds);
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

    /** Adds the cost of {@code times} comparisons per character; returns false if the total is too high. */
    private boolean hasTimeFor(DecodedText layer, int times) {
        work += (long) times * layer.length();
        return work <= MOST_WORK;
    }

    private void search(DecodedText layer, BitSet secret, int encodings) {
        searchOnce(layer, secret, encodings);
        DecodedText quotedPrintable = EscapeDecoder.quotedPrintable(layer);
        if (quotedPrintable != layer) {
            // A soft break would join base64 that ends in an equals sign with the word after it.
            searchOnce(quotedPrintable, secret, 0);
        }
    }

    private void searchOnce(DecodedText layer, BitSet secret, int encodings) {
        if (!hasTimeFor(layer, DECODING + values.size() + beginnings.size())) {
            return;
        }
        findValues(layer, secret);
        DecodedText split = layer.withoutMarkup();
        if (split != layer) {
            findValues(split, secret);
        }
        EncodedBytesFinder runs = new EncodedBytesFinder(layer);
        for (SecretForm beginning : beginnings) {
            beginning.find(
                    layer,
                    (from, end) ->
                            mark(layer, runs.startOfBase64(from), Math.max(end, runs.endOfBase64(from)), secret));
        }
        if (encodings > 0) {
            runs.find(bytes -> isSecret(bytes, encodings - 1), (from, end) -> mark(layer, from, end, secret));
        }
    }

    private void findValues(DecodedText layer, BitSet secret) {
        DecodedText squeezed = layer.squeezed();
        for (SecretForm value : values) {
            value.find(layer, (from, end) -> mark(layer, from, end, secret));
            if (squeezed != layer) {
                value.findSqueezed(squeezed, (from, end) -> mark(squeezed, from, end, secret));
            }
        }
    }

    private static void mark(DecodedText layer, int from, int end, BitSet secret) {
        secret.set(layer.start(from), layer.end(end - 1));
    }

    /** Returns whether the bytes contain a secret in any common charset. Without its zeros, UTF-16 is Latin-1. */
    private boolean isSecret(byte[] bytes, int encodings) {
        String text = withoutZeros(bytes);
        if (isText(text)) {
            BitSet secret = new BitSet();
            search(text, secret, encodings);
            return !secret.isEmpty();
        }
        DecodedText binary = DecodedText.of(text);
        if (!hasTimeFor(binary, DECODING + values.size())) {
            return false;
        }
        boolean[] found = {false};
        for (SecretForm value : values) {
            value.find(binary, (from, end) -> found[0] = true);
        }
        return found[0];
    }

    /** Returns the text with one layer of escape sequences decoded. */
    static String unescaped(String text) {
        DecodedText decoded = EscapeDecoder.decoded(DecodedText.of(text));
        StringBuilder plain = new StringBuilder(decoded.length());
        for (int i = 0; i < decoded.length(); i++) {
            plain.append(decoded.at(i));
        }
        return plain.toString();
    }

    /**
     * Returns whether the text may contain a further encoding: it has only printable ASCII characters and white space.
     */
    private static boolean isText(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f || c == '\r' || c == '\n' || c == '\t');
    }

    @Override
    public void close() {
        values.forEach(SecretForm::wipe);
        beginnings.forEach(SecretForm::wipe);
        values.clear();
        beginnings.clear();
    }

    /** Returns the number of values, and none of the values themselves. */
    @Override
    public String toString() {
        return "SecretValueMasker[" + values.size() + " values]";
    }
}
