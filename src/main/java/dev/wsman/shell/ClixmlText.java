package dev.wsman.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the text of a CLIXML string, byte by byte: the references of XML, and then {@code _xHHHH_}, which stands
 * for a UTF-16 unit. {@code _x005F_x000D_} is the text {@code _x000D_}. What looks similar stays as it is. Not
 * thread-safe.
 */
final class ClixmlText {
    private static final Map<String, Character> ENTITIES =
            Map.of("lt", '<', "gt", '>', "amp", '&', "quot", '"', "apos", '\'');
    /** {@code _xHHHH_} */
    private static final int ESCAPE = 7;
    /** In bytes, of {@code &#x10FFFF;}. */
    private static final int LONGEST_REFERENCE = 10;

    private static final String REPLACEMENT = "\ufffd";

    private final ByteArrayOutputStream out;
    private final byte[] reference = new byte[LONGEST_REFERENCE];
    private final byte[] escape = new byte[ESCAPE];
    private int inReference;
    private int inEscape;
    /** A surrogate whose other half may follow; 0 if there is none. */
    private char highSurrogate;

    ClixmlText(ByteArrayOutputStream out) {
        this.out = out;
    }

    static String decode(byte[] bytes) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        ClixmlText text = new ClixmlText(decoded);
        for (byte b : bytes) {
            text.accept(b);
        }
        text.end();
        return decoded.toString(StandardCharsets.UTF_8);
    }

    void accept(byte b) {
        if (inReference == 0 && b != '&') {
            unreferenced(b);
            return;
        }
        if (b == '&' || inReference == LONGEST_REFERENCE) {
            endReference();
            if (b != '&') {
                unreferenced(b);
                return;
            }
        }
        reference[inReference++] = b;
        if (b == ';') {
            completeReference();
        }
    }

    private void completeReference() {
        String name = new String(reference, 1, inReference - 2, StandardCharsets.ISO_8859_1);
        String replacement = replacement(name);
        if (replacement == null) {
            endReference();
            return;
        }
        inReference = 0;
        for (byte b : replacement.getBytes(StandardCharsets.UTF_8)) {
            unreferenced(b);
        }
    }

    private static @Nullable String replacement(String name) {
        Character entity = ENTITIES.get(name);
        if (entity != null) {
            return entity.toString();
        }
        try {
            if (name.startsWith("#x")) {
                return Character.toString(Integer.parseInt(name.substring(2), 16));
            }
            return name.startsWith("#") ? Character.toString(Integer.parseInt(name.substring(1))) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Passes on what began as a reference and is not one. */
    private void endReference() {
        int length = inReference;
        inReference = 0;
        for (int i = 0; i < length; i++) {
            unreferenced(reference[i]);
        }
    }

    private void unreferenced(byte b) {
        if (fits(b)) {
            escape[inEscape++] = b;
            if (inEscape == ESCAPE) {
                inEscape = 0;
                unit((char) Integer.parseInt(new String(escape, 2, 4, StandardCharsets.ISO_8859_1), 16));
            }
            return;
        }
        endEscape();
        if (b == '_') {
            escape[inEscape++] = b;
        } else {
            write(b);
        }
    }

    private boolean fits(byte b) {
        return switch (inEscape) {
            case 0, 6 -> b == '_';
            case 1 -> b == 'x';
            default -> Character.digit(b, 16) >= 0;
        };
    }

    /** Passes on what began as an escape and is not one. */
    private void endEscape() {
        for (byte b : Arrays.copyOf(escape, inEscape)) {
            write(b);
        }
        inEscape = 0;
    }

    private void unit(char unit) {
        if (highSurrogate != 0 && Character.isLowSurrogate(unit)) {
            out.writeBytes(new String(new char[] {highSurrogate, unit}).getBytes(StandardCharsets.UTF_8));
            highSurrogate = 0;
            return;
        }
        endSurrogate();
        if (Character.isHighSurrogate(unit)) {
            highSurrogate = unit;
        } else {
            String text = Character.isLowSurrogate(unit) ? REPLACEMENT : String.valueOf(unit);
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void endSurrogate() {
        if (highSurrogate != 0) {
            out.writeBytes(REPLACEMENT.getBytes(StandardCharsets.UTF_8));
            highSurrogate = 0;
        }
    }

    private void write(byte b) {
        endSurrogate();
        out.write(b);
    }

    /** Ends the text: what is incomplete is passed on as it is. */
    void end() {
        endReference();
        endEscape();
        endSurrogate();
    }
}
