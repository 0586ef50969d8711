package dev.wsman.internal.binding;

import static java.util.Map.entry;

import dev.wsman.internal.value.Booleans;
import dev.wsman.internal.value.Char16;
import dev.wsman.internal.value.CimDateTimes;
import dev.wsman.internal.value.CimIntervals;
import dev.wsman.internal.value.NotAValueException;
import dev.wsman.internal.value.PropertyElement;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.value.XmlNumbers;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlCharacters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Converts the text of a property to the simple types that a record component may have: the types for which
 * {@link LeafKind} prepares texts for JAXB, in the same lexical forms.
 */
final class LeafValues {
    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.ofEntries(
            entry(Boolean.class, Booleans::parse),
            entry(Byte.class, text -> (byte) LeafKind.whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE)),
            entry(Short.class, text -> (short) LeafKind.whole(text, Short.MIN_VALUE, Short.MAX_VALUE)),
            entry(Integer.class, text -> (int) LeafKind.whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE)),
            entry(Long.class, XmlNumbers::integer),
            entry(BigInteger.class, XmlNumbers::bigInteger),
            entry(BigDecimal.class, XmlNumbers::decimal),
            entry(Float.class, text -> (float) XmlNumbers.real(text)),
            entry(Double.class, XmlNumbers::real),
            entry(OffsetDateTime.class, CimDateTimes::dateTime),
            entry(ZonedDateTime.class, text -> CimDateTimes.dateTime(text).toZonedDateTime()),
            entry(Instant.class, text -> CimDateTimes.dateTime(text).toInstant()),
            entry(Date.class, text -> Date.from(CimDateTimes.dateTime(text).toInstant())),
            entry(
                    Calendar.class,
                    text -> GregorianCalendar.from(CimDateTimes.dateTime(text).toZonedDateTime())),
            entry(LocalDate.class, CimDateTimes::date),
            entry(LocalTime.class, CimDateTimes::timeOfDay),
            entry(Duration.class, CimIntervals::parse),
            entry(UUID.class, UUID::fromString),
            entry(URI.class, URI::create));

    private LeafValues() {}

    /** Returns the reader of a simple type, which is not a primitive; null if the type is not simple. */
    static @Nullable ElementValue reader(Class<?> type) {
        if (type == String.class) {
            return LeafValues::textOf;
        }
        if (type == Character.class) {
            return LeafValues::character;
        }
        Function<String, Object> parser = PARSERS.get(type);
        if (parser == null) {
            return null;
        }
        String mismatch = ValueMismatch.of(type);
        return element -> parsed(PropertyElement.text(element), parser, mismatch);
    }

    /** Returns the text of a property; if it contains elements, their XML, as a JAXB class gets it. */
    private static String textOf(Tree element) {
        String text = PropertyElement.text(element);
        if (!text.isBlank() || !element.hasElements()) {
            return text;
        }
        StringBuilder xml = new StringBuilder();
        element.elements().forEach(child -> xml.append(child.toXml()));
        return xml.toString();
    }

    private static @Nullable Object character(Tree element) {
        String text = PropertyElement.text(element);
        return text.isEmpty() ? null : Char16.parse(text, ServerForm.of(element));
    }

    private static @Nullable Object parsed(String text, Function<String, Object> parser, @Nullable String mismatch) {
        String token = XmlCharacters.requireShort(text.trim());
        if (token.isEmpty()) {
            return null;
        }
        try {
            return parser.apply(token);
        } catch (NotAValueException e) {
            throw e;
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw mismatch == null ? e : new IllegalArgumentException(mismatch, e);
        }
    }
}
