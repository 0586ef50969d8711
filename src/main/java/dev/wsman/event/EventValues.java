package dev.wsman.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts the texts of events. A text that is not a value of the type is treated like one that is absent. */
final class EventValues {
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}");

    private EventValues() {}

    /** Returns the text without white space around it; empty if there is no other. */
    static Optional<String> text(@Nullable String text) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }

    /** Returns a number of at most 16 bits. */
    static OptionalInt small(@Nullable String text) {
        OptionalLong value = number(text);
        return value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= 0xffff
                ? OptionalInt.of((int) value.getAsLong())
                : OptionalInt.empty();
    }

    /** Returns an unsigned number of at most 64 bits, in decimal digits, or in hexadecimal ones after {@code 0x}. */
    static OptionalLong number(@Nullable String text) {
        String digits = text == null ? "" : text.strip();
        boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
        try {
            return OptionalLong.of(
                    hexadecimal
                            ? Long.parseUnsignedLong(digits, 2, digits.length(), 16)
                            : Long.parseUnsignedLong(digits));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return OptionalLong.empty();
        }
    }

    static Optional<Instant> time(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            String stripped = text.strip();
            Instant common = EventTimes.parseOrNull(stripped);
            return Optional.of(common == null ? Instant.parse(stripped) : common);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns a GUID, with or without braces. */
    static Optional<UUID> guid(@Nullable String text) {
        String stripped = text == null ? "" : text.strip();
        String bare = stripped.startsWith("{") && stripped.endsWith("}")
                ? stripped.substring(1, stripped.length() - 1)
                : stripped;
        return GUID.matcher(bare).matches() ? Optional.of(UUID.fromString(bare)) : Optional.empty();
    }
}
