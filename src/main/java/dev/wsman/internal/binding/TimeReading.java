package dev.wsman.internal.binding;

import dev.wsman.internal.value.CimDateTimes;
import dev.wsman.internal.value.CimIntervals;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import org.glassfish.jaxb.core.v2.model.core.Adapter;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code java.time} values from text. Used only for reading, so that JAXB sees every form of a datetime as text.
 */
abstract class TimeReading<T> extends XmlAdapter<String, T> {
    /** The adapter for each type, annotated with itself; callers need no annotation for these types. */
    static final Map<Class<?>, Class<?>> ADAPTERS = Map.of(
            OffsetDateTime.class, OffsetDateTimes.class,
            ZonedDateTime.class, ZonedDateTimes.class,
            Instant.class, Instants.class,
            LocalDate.class, LocalDates.class,
            LocalTime.class, LocalTimes.class,
            Duration.class, Durations.class);

    /** Returns whether an adapter is one of these, and not the caller's. */
    static boolean isAdapter(Adapter<?, ?> adapter) {
        return adapter.adapterType instanceof Class<?> type && TimeReading.class.isAssignableFrom(type);
    }

    abstract T parse(String text);

    @Override
    public final @Nullable T unmarshal(@Nullable String text) {
        return text == null || text.isBlank() ? null : parse(text.trim());
    }

    @Override
    public final @Nullable String marshal(@Nullable T value) {
        return value == null ? null : value.toString();
    }

    @XmlJavaTypeAdapter(OffsetDateTimes.class)
    static final class OffsetDateTimes extends TimeReading<OffsetDateTime> {
        @Override
        OffsetDateTime parse(String text) {
            return CimDateTimes.dateTime(text);
        }
    }

    @XmlJavaTypeAdapter(ZonedDateTimes.class)
    static final class ZonedDateTimes extends TimeReading<ZonedDateTime> {
        @Override
        ZonedDateTime parse(String text) {
            return CimDateTimes.dateTime(text).toZonedDateTime();
        }
    }

    @XmlJavaTypeAdapter(Instants.class)
    static final class Instants extends TimeReading<Instant> {
        @Override
        Instant parse(String text) {
            return CimDateTimes.dateTime(text).toInstant();
        }
    }

    @XmlJavaTypeAdapter(LocalDates.class)
    static final class LocalDates extends TimeReading<LocalDate> {
        @Override
        LocalDate parse(String text) {
            return CimDateTimes.date(text);
        }
    }

    @XmlJavaTypeAdapter(LocalTimes.class)
    static final class LocalTimes extends TimeReading<LocalTime> {
        @Override
        LocalTime parse(String text) {
            return CimDateTimes.timeOfDay(text);
        }
    }

    @XmlJavaTypeAdapter(Durations.class)
    static final class Durations extends TimeReading<Duration> {
        @Override
        Duration parse(String text) {
            return CimIntervals.parse(text);
        }
    }
}
