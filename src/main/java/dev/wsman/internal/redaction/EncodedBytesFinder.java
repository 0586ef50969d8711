package dev.wsman.internal.redaction;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Finds the parts of a text that may be encoded bytes, and decodes them: base64 (RFC 4648, and MIME with line breaks),
 * hexadecimal digits ({@code 53:33}, {@code 0x53, 0x33}) and decimal bytes ({@code [83, 51, -61]}).
 */
final class EncodedBytesFinder {
    private static final int SHORTEST_BASE64 = 6;
    private static final int SHORTEST_HEX = 8;
    /** Base64 of at least this length may continue after blanks. */
    private static final int LINE = 48;
    /** Base64 of at least this length may continue in the next line. */
    private static final int SHORT_LINE = 4;

    private final DecodedText text;

    EncodedBytesFinder(DecodedText text) {
        this.text = text;
    }

    /** Receives the part of the text from {@code from} to {@code end}. */
    @FunctionalInterface
    interface Match {
        void at(int from, int end);
    }

    /** Reports each part that encodes bytes for which {@code secret} is true. */
    void find(Predicate<byte[]> secret, Match match) {
        findBase64(secret, match);
        findHex(secret, match);
        findDecimal(secret, match);
    }

    private void findBase64(Predicate<byte[]> secret, Match match) {
        int end;
        for (int at = 0; at < text.length(); at = Math.max(end, at + 1)) {
            end = endOfBase64(at);
            if (end - at >= SHORTEST_BASE64 && isBase64Of(at, end, secret)) {
                match.at(at, end);
            }
        }
    }

    private void findHex(Predicate<byte[]> secret, Match match) {
        int end;
        for (int at = 0; at < text.length(); at = Math.max(end, at + 1)) {
            end = endOfHex(at);
            if (end - at >= SHORTEST_HEX && isHexOf(at, end, secret)) {
                match.at(at, end);
            }
        }
    }

    private void findDecimal(Predicate<byte[]> secret, Match match) {
        int at = 0;
        while (at < text.length()) {
            if (text.at(at) != '-' && !isDigit(at)) {
                at++;
                continue;
            }
            Bytes bytes = new Bytes(16);
            int end = endOfDecimal(at, bytes);
            // The last number may have been cut off.
            if (bytes.count >= SecretValueMasker.SHORTEST
                    && (secret.test(bytes.all()) || secret.test(bytes.allButLast()))) {
                match.at(at, end);
            }
            at = Math.max(end, afterDigits(at) + 1);
        }
    }

    /** Reads numbers of up to three digits with separators between them. They may be negative, like bytes of Java. */
    private int endOfDecimal(int from, Bytes bytes) {
        int end = from;
        int next = from;
        while (next < text.length()) {
            int digits = text.at(next) == '-' ? next + 1 : next;
            int after = afterDigits(digits);
            if (after == digits || after - digits > 3) {
                return end;
            }
            int number = 0;
            for (int i = digits; i < after; i++) {
                number = 10 * number + Character.digit(text.at(i), 10);
            }
            bytes.add(digits > next ? -number : number);
            end = after;
            next = isSeparator(after) ? afterSeparator(after) : text.length();
        }
        return end;
    }

    private int afterDigits(int from) {
        int at = from;
        while (at < text.length() && isDigit(at)) {
            at++;
        }
        return at;
    }

    private boolean isDigit(int at) {
        return text.at(at) >= '0' && text.at(at) <= '9';
    }

    /** Returns the end of the base64 that contains {@code at}. */
    int endOfBase64(int at) {
        int end = at;
        int line = at;
        while (end < text.length()) {
            if (base64(text.at(end)) >= 0 || text.at(end) == '=') {
                end++;
                continue;
            }
            int next = end - line < SHORT_LINE ? end : afterBlanks(end);
            if (end - line < (hasLineEnd(end, next) ? SHORT_LINE : LINE) || !goesOn(next)) {
                return end;
            }
            line = next;
            end = next;
        }
        return end;
    }

    private int afterBlanks(int at) {
        int next = at;
        while (next < text.length() && DecodedText.isBlank(text.at(next))) {
            next++;
        }
        return next;
    }

    private boolean hasLineEnd(int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.at(at) == '\n' || text.at(at) == '\r') {
                return true;
            }
        }
        return false;
    }

    private boolean goesOn(int at) {
        return at < text.length() && base64(text.at(at)) >= 0;
    }

    /** Returns the beginning of the base64 that contains {@code at}, within its line. */
    int startOfBase64(int at) {
        int start = at;
        while (start > 0 && base64(text.at(start - 1)) >= 0) {
            start--;
        }
        return start;
    }

    private static int base64(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }

    /** Tries each of four beginnings, because the characters before the base64 may belong to its alphabet too. */
    private boolean isBase64Of(int from, int end, Predicate<byte[]> secret) {
        for (int skip = 0; skip < 4; skip++) {
            if (secret.test(base64(from, end, skip))) {
                return true;
            }
        }
        return false;
    }

    private byte[] base64(int from, int end, int skip) {
        Bytes bytes = new Bytes((end - from) * 3 / 4 + 3);
        int bits = 0;
        int pending = 0;
        int skipped = 0;
        for (int i = from; i < end; i++) {
            int value = base64(text.at(i));
            if (value < 0 || skipped++ < skip) {
                continue;
            }
            pending = pending << 6 | value;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                bytes.add(pending >> bits);
            }
        }
        return bytes.all();
    }

    private int hex(int at) {
        return at < text.length() ? Character.digit(text.at(at), 16) : -1;
    }

    /** Reads pairs of digits, with or without separators between them, each possibly after {@code 0x}. */
    private int endOfHex(int from) {
        int end = from;
        while (true) {
            int pair = end > from && isSeparator(end) ? afterSeparator(end) : end;
            if (pair + 1 < text.length() && text.at(pair) == '0' && (text.at(pair + 1) | 0x20) == 'x') {
                pair += 2;
            }
            if (hex(pair) < 0 || hex(pair + 1) < 0) {
                return end;
            }
            end = pair + 2;
        }
    }

    private boolean isSeparator(int at) {
        return at < text.length() && (":-,;.".indexOf(text.at(at)) >= 0 || DecodedText.isBlank(text.at(at)));
    }

    private int afterSeparator(int at) {
        int next = at;
        while (next - at < 3 && isSeparator(next) && (next == at || text.at(next) != '-')) {
            next++;
        }
        return next;
    }

    private boolean isHexOf(int from, int end, Predicate<byte[]> secret) {
        return secret.test(hex(from, end, 0)) || secret.test(hex(from, end, 1));
    }

    private byte[] hex(int from, int end, int skip) {
        Bytes bytes = new Bytes((end - from) / 2 + 1);
        int high = -1;
        int skipped = 0;
        for (int i = from; i < end; i++) {
            boolean prefix = text.at(i) == '0' && i + 1 < end && (text.at(i + 1) | 0x20) == 'x';
            if (prefix || hex(i) < 0 || skipped++ < skip) {
                continue;
            }
            if (high < 0) {
                high = hex(i);
            } else {
                bytes.add(high << 4 | hex(i));
                high = -1;
            }
        }
        return bytes.all();
    }

    private static final class Bytes {
        private byte[] bytes;
        private int count;

        Bytes(int capacity) {
            bytes = new byte[capacity];
        }

        void add(int value) {
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * count + 16);
            }
            bytes[count++] = (byte) value;
        }

        byte[] all() {
            return Arrays.copyOf(bytes, count);
        }

        byte[] allButLast() {
            return Arrays.copyOf(bytes, count - 1);
        }
    }
}
