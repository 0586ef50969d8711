package dev.wsman.internal.binding;

import dev.wsman.internal.xml.XmlDurations;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
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
 * Puts a time into the element that Windows sends and accepts, with the text of the JDK. Used only for writing.
 * {@link ServerFormWriter} converts the text into the form that the server expects.
 */
abstract class TimeWriting<T> extends XmlAdapter<CimTimeContent, T> {
    /** The adapter for each type, annotated with itself; callers need no annotation for these types. */
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
            Map.entry(javax.xml.datatype.Duration.class, SchemaDurations.class));

    abstract CimTimeContent content(T value);

    @Override
    public final @Nullable CimTimeContent marshal(@Nullable T value) {
        return value == null ? null : content(value);
    }

    /** Never called: the contexts for reading do not have this adapter. */
    @Override
    public final T unmarshal(CimTimeContent content) {
        throw new IllegalStateException("an adapter for writing cannot read");
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
            return CimTimeContent.ofInterval(XmlDurations.printExact(value));
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

    @XmlJavaTypeAdapter(SchemaDurations.class)
    static final class SchemaDurations extends TimeWriting<javax.xml.datatype.Duration> {
        @Override
        CimTimeContent content(javax.xml.datatype.Duration value) {
            return CimTimeContent.ofInterval(value.toString());
        }
    }
}
