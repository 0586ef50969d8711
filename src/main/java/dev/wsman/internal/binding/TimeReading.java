package dev.wsman.internal.binding;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How text becomes a {@code java.time} value: used for reading only, so that every form of a datetime is text first. */
abstract class TimeReading<T> extends XmlAdapter<String, T> {
    /** The adapter, annotated with itself, for each type that needs no annotation of the caller's. */
    static final Map<Class<?>, Class<?>> ADAPTERS = Map.of(
            OffsetDateTime.class, OffsetDateTimes.class,
            ZonedDateTime.class, ZonedDateTimes.class,
            Instant.class, Instants.class,
            LocalDate.class, LocalDates.class,
            LocalTime.class, LocalTimes.class,
            Duration.class, Durations.class);

    abstract T parse(String text);

    @Override
    public final @Nullable T unmarshal(@Nullable String text) {
        return text == null || text.isBlank() ? null : parse(text);
    }

    @Override
    public final @Nullable String marshal(@Nullable T value) {
        return value == null ? null : value.toString();
    }

    @XmlJavaTypeAdapter(OffsetDateTimes.class)
    static final class OffsetDateTimes extends TimeReading<OffsetDateTime> {
        @Override
        OffsetDateTime parse(String text) {
            return CimTime.dateTime(text);
        }
    }

    @XmlJavaTypeAdapter(ZonedDateTimes.class)
    static final class ZonedDateTimes extends TimeReading<ZonedDateTime> {
        @Override
        ZonedDateTime parse(String text) {
            return CimTime.dateTime(text).toZonedDateTime();
        }
    }

    @XmlJavaTypeAdapter(Instants.class)
    static final class Instants extends TimeReading<Instant> {
        @Override
        Instant parse(String text) {
            return CimTime.dateTime(text).toInstant();
        }
    }

    @XmlJavaTypeAdapter(LocalDates.class)
    static final class LocalDates extends TimeReading<LocalDate> {
        @Override
        LocalDate parse(String text) {
            return CimTime.date(text);
        }
    }

    @XmlJavaTypeAdapter(LocalTimes.class)
    static final class LocalTimes extends TimeReading<LocalTime> {
        @Override
        LocalTime parse(String text) {
            return CimTime.time(text);
        }
    }

    @XmlJavaTypeAdapter(Durations.class)
    static final class Durations extends TimeReading<Duration> {
        @Override
        Duration parse(String text) {
            return CimTime.interval(text);
        }
    }
}
