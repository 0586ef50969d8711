package dev.wsman.internal.redaction;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The parts of a text that can be base64 (RFC 4648, MIME's lines too), hexadecimal digits or decimal bytes, and what
 * they stand for.
 */
final class EncodedRuns {
    private static final int SHORTEST_BASE64 = 6;
    private static final int SHORTEST_HEX = 8;
    /** Base64 of this length goes on after blanks. */
    private static final int LINE = 48;
    /** Base64 of this length goes on in the next line. */
    private static final int SHORT_LINE = 4;

    private final MappedText text;

    EncodedRuns(MappedText text) {
        this.text = text;
    }

    /** What is done with a run. */
    @FunctionalInterface
    interface Found {
        void run(int from, int end);
    }

    /** Reports each run that stands for bytes that {@code secret} accepts. */
    void find(Predicate<byte[]> secret, Found found) {
        findBase64(secret, found);
        findHex(secret, found);
        findDecimal(secret, found);
    }

    private void findBase64(Predicate<byte[]> secret, Found found) {
        int end;
        for (int at = 0; at < text.length(); at = Math.max(end, at + 1)) {
            end = endOfBase64(at);
            if (end - at >= SHORTEST_BASE64 && isBase64Of(at, end, secret)) {
                found.run(at, end);
            }
        }
    }

    private void findHex(Predicate<byte[]> secret, Found found) {
        int end;
        for (int at = 0; at < text.length(); at = Math.max(end, at + 1)) {
            end = endOfHex(at);
            if (end - at >= SHORTEST_HEX && isHexOf(at, end, secret)) {
                found.run(at, end);
            }
        }
    }

    private void findDecimal(Predicate<byte[]> secret, Found found) {
        int at = 0;
        while (at < text.length()) {
            if (text.at(at) != '-' && !isDigit(at)) {
                at++;
                continue;
            }
            Bytes bytes = new Bytes(16);
            int end = endOfDecimal(at, bytes);
            // the last number may have been cut off
            if (bytes.count >= Redaction.SHORTEST && (secret.test(bytes.all()) || secret.test(bytes.allButLast()))) {
                found.run(at, end);
            }
            at = Math.max(end, afterDigits(at) + 1);
        }
    }

    /** Numbers of up to three digits, maybe negative as Java's bytes are, with separators between them. */
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

    /** The end of the base64 in which {@code at} lies. */
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
        while (next < text.length() && MappedText.isBlank(text.at(next))) {
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

    /** Where the base64 begins in which {@code at} lies, on its line. */
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

    /** Whatever stands before it may be of the alphabet too: each of four beginnings is tried. */
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

    /** Pairs of digits, one after the other or with a separator between them, each maybe after {@code 0x}. */
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
        return at < text.length() && (":-,;.".indexOf(text.at(at)) >= 0 || MappedText.isBlank(text.at(at)));
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
