package dev.wsman.internal.binding;

import static java.util.Map.entry;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import javax.xml.datatype.XMLGregorianCalendar;
import org.glassfish.jaxb.core.v2.model.core.Adapter;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimePropertyInfo;
import org.jspecify.annotations.Nullable;

/**
 * The reason to report for a text that is not a value of a property's type. The converters of the JDK and of JAXB often
 * give only the text as the reason, or {@code For input string}.
 */
final class ValueMismatch {
    private static final String WHOLE_NUMBER = "not a whole number";
    private static final String LONG = "not a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
    private static final String NUMBER = "not a number";
    private static final String DATE_TIME = "not a date and time";
    private static final String INTERVAL = "not an interval";

    private static final Map<Type, String> REASONS = Map.ofEntries(
            entry(long.class, LONG),
            entry(Long.class, LONG),
            entry(BigInteger.class, WHOLE_NUMBER),
            entry(BigDecimal.class, NUMBER),
            entry(float.class, NUMBER),
            entry(Float.class, NUMBER),
            entry(double.class, NUMBER),
            entry(Double.class, NUMBER),
            entry(OffsetDateTime.class, DATE_TIME),
            entry(ZonedDateTime.class, DATE_TIME),
            entry(Instant.class, DATE_TIME),
            entry(LocalDate.class, DATE_TIME),
            entry(XMLGregorianCalendar.class, DATE_TIME),
            entry(Calendar.class, DATE_TIME),
            entry(GregorianCalendar.class, DATE_TIME),
            entry(Date.class, DATE_TIME),
            entry(LocalTime.class, "not a time of day"),
            entry(java.time.Duration.class, INTERVAL),
            entry(javax.xml.datatype.Duration.class, INTERVAL),
            entry(UUID.class, "not a UUID"),
            entry(byte[].class, "not base64"));

    private ValueMismatch() {}

    /** Returns the reason for a type; null if it has none. */
    static @Nullable String of(Class<?> type) {
        return REASONS.get(type);
    }

    /** Returns the reason for a property; null if its type has none, or an adapter of the caller reads it. */
    static @Nullable String of(RuntimePropertyInfo property) {
        Adapter<?, ?> adapter = property.getAdapter();
        if (adapter == null) {
            return REASONS.get(property.getIndividualType());
        }
        return TimeReading.isAdapter(adapter) && adapter.customType instanceof Type read ? REASONS.get(read) : null;
    }
}
