package dev.wsman.internal.binding;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.XMLGregorianCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Puts a time into the element that Windows sends and accepts, as the JDK writes it: used for writing only.
 * {@link ServerFormWriter} makes of it what the server expects.
 */
abstract class TimeWriting<T> extends XmlAdapter<CimTimeContent, T> {
    /** The adapter, annotated with itself, for each type that needs no annotation of the caller's. */
    static final Map<Class<?>, Class<?>> ADAPTERS = Map.ofEntries(
            Map.entry(OffsetDateTime.class, OffsetDateTimes.class),
            Map.entry(ZonedDateTime.class, ZonedDateTimes.class),
            Map.entry(Instant.class, Instants.class),
            Map.entry(LocalDate.class, LocalDates.class),
            Map.entry(LocalTime.class, LocalTimes.class),
            Map.entry(Duration.class, Durations.class),
            Map.entry(Date.class, Dates.class),
            Map.entry(Calendar.class, Calendars.class),
            Map.entry(XMLGregorianCalendar.class, XmlCalendars.class),
            Map.entry(javax.xml.datatype.Duration.class, XmlDurations.class));

    abstract CimTimeContent content(T value);

    /** An {@code xs:duration} of any length and sign, for {@link ServerFormWriter} to judge. */
    private static String seconds(Duration value) {
        BigDecimal seconds = BigDecimal.valueOf(value.getSeconds()).add(BigDecimal.valueOf(value.getNano(), 9));
        return (seconds.signum() < 0 ? "-PT" : "PT") + seconds.abs().toPlainString() + "S";
    }

    @Override
    public final @Nullable CimTimeContent marshal(@Nullable T value) {
        return value == null ? null : content(value);
    }

    /** Never reached: the contexts that read know no such adapter. */
    @Override
    public final T unmarshal(CimTimeContent content) {
        throw new IllegalStateException("an adapter for writing was asked to read");
    }

    @XmlJavaTypeAdapter(OffsetDateTimes.class)
    static final class OffsetDateTimes extends TimeWriting<OffsetDateTime> {
        @Override
        CimTimeContent content(OffsetDateTime value) {
            return CimTimeContent.ofDateTime(value.toString());
        }
    }

    @XmlJavaTypeAdapter(ZonedDateTimes.class)
    static final class ZonedDateTimes extends TimeWriting<ZonedDateTime> {
        @Override
        CimTimeContent content(ZonedDateTime value) {
            return CimTimeContent.ofDateTime(value.toOffsetDateTime().toString());
        }
    }

    @XmlJavaTypeAdapter(Instants.class)
    static final class Instants extends TimeWriting<Instant> {
        @Override
        CimTimeContent content(Instant value) {
            return CimTimeContent.ofDateTime(value.atOffset(ZoneOffset.UTC).toString());
        }
    }

    @XmlJavaTypeAdapter(LocalDates.class)
    static final class LocalDates extends TimeWriting<LocalDate> {
        @Override
        CimTimeContent content(LocalDate value) {
            return CimTimeContent.ofDate(value.toString());
        }
    }

    @XmlJavaTypeAdapter(LocalTimes.class)
    static final class LocalTimes extends TimeWriting<LocalTime> {
        @Override
        CimTimeContent content(LocalTime value) {
            return CimTimeContent.ofTime(DateTimeFormatter.ISO_LOCAL_TIME.format(value));
        }
    }

    @XmlJavaTypeAdapter(Durations.class)
    static final class Durations extends TimeWriting<Duration> {
        @Override
        CimTimeContent content(Duration value) {
            return CimTimeContent.ofInterval(seconds(value));
        }
    }

    @XmlJavaTypeAdapter(Dates.class)
    static final class Dates extends TimeWriting<Date> {
        @Override
        CimTimeContent content(Date value) {
            Instant instant = Instant.ofEpochMilli(value.getTime());
            return CimTimeContent.ofDateTime(instant.atOffset(ZoneOffset.UTC).toString());
        }
    }

    @XmlJavaTypeAdapter(Calendars.class)
    static final class Calendars extends TimeWriting<Calendar> {
        @Override
        CimTimeContent content(Calendar value) {
            ZoneId zone = value.getTimeZone().toZoneId();
            return CimTimeContent.ofDateTime(
                    value.toInstant().atZone(zone).toOffsetDateTime().toString());
        }
    }

    @XmlJavaTypeAdapter(XmlCalendars.class)
    static final class XmlCalendars extends TimeWriting<XMLGregorianCalendar> {
        @Override
        CimTimeContent content(XMLGregorianCalendar value) {
            String lexical = value.toXMLFormat();
            if (value.getXMLSchemaType().equals(DatatypeConstants.DATE)) {
                return CimTimeContent.ofDate(lexical);
            }
            return value.getXMLSchemaType().equals(DatatypeConstants.TIME)
                    ? CimTimeContent.ofTime(lexical)
                    : CimTimeContent.ofDateTime(lexical);
        }
    }

    @XmlJavaTypeAdapter(XmlDurations.class)
    static final class XmlDurations extends TimeWriting<javax.xml.datatype.Duration> {
        @Override
        CimTimeContent content(javax.xml.datatype.Duration value) {
            return CimTimeContent.ofInterval(value.toString());
        }
    }
}
