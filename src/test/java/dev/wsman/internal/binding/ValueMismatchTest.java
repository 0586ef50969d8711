package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.WsmanProtocolException;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import javax.xml.datatype.XMLGregorianCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages for texts that are not values of a property's type. */
class ValueMismatchTest {
    @XmlAccessorType(XmlAccessType.FIELD)
    static class All {
        long whole;
        Long boxedWhole;
        BigInteger anyWhole;
        List<Long> wholes;
        BigDecimal decimal;
        float single;
        double real;
        OffsetDateTime offset;
        ZonedDateTime zoned;
        Instant instant;
        LocalDate day;
        LocalTime hour;
        List<OffsetDateTime> times;
        XMLGregorianCalendar gregorian;
        Calendar calendar;
        Date date;
        Duration span;
        javax.xml.datatype.Duration schemaSpan;
        UUID id;
        byte[] bytes;
        Instance inner;
        ResourceLocator reference;
    }

    @ParameterizedTest
    @CsvSource({
        "whole, not a whole number from -9223372036854775808 to 9223372036854775807",
        "boxedWhole, not a whole number from -9223372036854775808 to 9223372036854775807",
        "wholes, not a whole number from -9223372036854775808 to 9223372036854775807",
        "anyWhole, not a whole number",
        "decimal, not a number",
        "single, not a number",
        "real, not a number",
        "offset, not a date and time",
        "zoned, not a date and time",
        "instant, not a date and time",
        "day, not a date and time",
        "times, not a date and time",
        "gregorian, not a date and time",
        "calendar, not a date and time",
        "date, not a date and time",
        "hour, not a time of day",
        "span, not an interval",
        "schemaSpan, not an interval",
        "id, not a UUID"
    })
    void namesExpectedValueAndShowsValueOnce(String property, String expected) {
        assertThatThrownBy(() -> read(property, "many words"))
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageStartingWith("property " + property + " of " + All.class.getName()
                        + " cannot hold \"many words\": " + expected + " (")
                .satisfies(failure ->
                        assertThat(failure.getMessage().split("many words", -1)).hasSize(2));
    }

    @Test
    void reportsTextThatIsNotBase64() {
        assertThatThrownBy(() -> read("bytes", "\u20AC")).hasMessageContaining("cannot hold \"\u20AC\": not base64 (");
    }

    /** JAXB wraps the exception of an adapter in one whose message repeats the class name of the first. */
    @ParameterizedTest
    @CsvSource({"inner, not an embedded instance", "reference, not an endpoint reference"})
    void showsReasonOfAdaptersOnceWithoutTheirExceptions(String property, String expected) {
        assertThatThrownBy(() -> read(property, "text"))
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageStartingWith(All.class.getName() + ": ")
                .hasMessageContaining(property)
                .hasMessageContaining(expected)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .doesNotContain("Exception")
                        .containsOnlyOnce("ERROR_INVALID_DATA")
                        .hasSizeLessThan(300));
    }

    private static void read(String property, String text) {
        Instance.parse("<All><" + property + ">" + text + "</" + property + "></All>")
                .as(All.class);
    }
}
