package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import javax.xml.datatype.XMLGregorianCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads and writes datetimes in the three forms of DSP0230, with every Java type for them. */
class TimesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240131093000.250000+060",
                "<cim:CIM_DateTime>20240131093000.250000+060</cim:CIM_DateTime>",
                "<CIM_DateTime xmlns=''>20240131093000.250000+060</CIM_DateTime>",
                "<cim:Datetime>2024-01-31T09:30:00.25+01:00</cim:Datetime>",
                "\n  <cim:Datetime>\n2024-01-31T09:30:00.25+01:00 </cim:Datetime>\n",
                "2024-01-31T08:30:00.25Z"
            })
    void readsEveryFormOfDatetimeIntoEveryType(String form) {
        StringBuilder properties = new StringBuilder();
        for (String property : List.of("Offset", "Zoned", "Instant", "Xml", "Calendar", "Date", "Local", "List")) {
            properties.append("<p:" + property + ">" + form + "</p:" + property + ">");
        }
        Times times = ItemTexts.readService(Times.class, properties.toString());
        Instant expected = Instant.parse("2024-01-31T08:30:00.25Z");
        assertThat(times.offset.toInstant()).isEqualTo(expected);
        assertThat(times.zoned.toInstant()).isEqualTo(expected);
        assertThat(times.instant).isEqualTo(expected);
        assertThat(times.xml.toGregorianCalendar().toInstant()).isEqualTo(expected);
        assertThat(times.calendar.toInstant()).isEqualTo(expected);
        assertThat(times.date.toInstant()).isEqualTo(expected);
        assertThat(times.local).isEqualTo(LocalDate.of(2024, 1, 31));
        assertThat(times.list).extracting(OffsetDateTime::toInstant).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240131093000.250000+060",
                "<cim:CIM_DateTime>20240131093000.250000+060</cim:CIM_DateTime>",
            })
    void keepsTextOfDatetimeInString(String form) {
        assertThat(ItemTexts.readService(Times.class, "<p:Text xsi:type='cim:cimDateTime'>" + form + "</p:Text>").text)
                .isEqualTo("20240131093000.250000+060");
    }

    @ParameterizedTest
    @CsvSource({
        "00000001020304.500000:000, P1DT2H3M4.5S",
        "<cim:Interval>P1DT2H3M4.5S</cim:Interval>, P1DT2H3M4.5S",
        "<cim:CIM_DateTime>00000001020304.500000:000</cim:CIM_DateTime>, P1DT2H3M4.5S",
        "P, PT0S",
        "<cim:Interval>P0Y0M2DT0H0M0S</cim:Interval>, PT48H",
        "0000000102****.******:000, P1DT2H",
    })
    void readsEveryFormOfIntervalIntoEveryType(String form, Duration expected) {
        Times times = ItemTexts.readService(
                Times.class, "<p:Interval>" + form + "</p:Interval><p:XmlInterval>" + form + "</p:XmlInterval>");
        assertThat(times.interval).isEqualTo(expected);
        assertThat(Duration.ofMillis(times.xmlInterval.getTimeInMillis(new Date(0))))
                .isEqualTo(expected);
    }

    @Test
    void readsDatesAndTimesOfDayFromTheirElements() {
        Times times = ItemTexts.readService(
                Times.class,
                "<p:Local><cim:Date>2024-02-29Z</cim:Date></p:Local><p:Time><cim:Time>09:30:15.5Z</cim:Time></p:Time>"
                        + "<p:Offset><cim:Date>2024-02-29</cim:Date></p:Offset><p:Xml><cim:Date>2024-02-29</cim:Date></p:Xml>");
        assertThat(times.local).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(times.time).isEqualTo(LocalTime.of(9, 30, 15, 500_000_000));
        assertThat(times.offset).isEqualTo(OffsetDateTime.parse("2024-02-29T00:00:00Z"));
        assertThat(times.xml.toXMLFormat()).isEqualTo("2024-02-29");
    }

    @Test
    void readsTimeWithoutOffsetAsUtcAndAsterisksAsLowest() {
        assertThat(ItemTexts.readService(Times.class, "<p:Offset>2024-01-31T09:30:00</p:Offset>").offset)
                .isEqualTo(OffsetDateTime.parse("2024-01-31T09:30:00Z"));
        assertThat(ItemTexts.readService(Times.class, "<p:Offset>202401******00.******+***</p:Offset>").offset)
                .isEqualTo(OffsetDateTime.parse("2024-01-01T00:00:00Z"));
        assertThat(ItemTexts.readService(Times.class, "<p:Offset>20240131093000.000000-300</p:Offset>").offset)
                .isEqualTo(OffsetDateTime.parse("2024-01-31T09:30:00-05:00"));
    }

    @Test
    void readsNilAndEmptyAsNull() {
        Times times = ItemTexts.readService(
                Times.class,
                "<p:Offset xsi:nil='true'/><p:Interval/><p:Xml/><p:Date> </p:Date><p:Calendar xsi:nil='true'/>"
                        + "<p:Instant><cim:Datetime xsi:nil='true'/></p:Instant>");
        assertThat(times.offset).isNull();
        assertThat(times.interval).isNull();
        assertThat(times.xml).isNull();
        assertThat(times.date).isNull();
        assertThat(times.calendar).isNull();
        assertThat(times.instant).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Offset", "Instant", "Xml", "Date", "Calendar", "Interval", "Local", "Time", "List"})
    void rejectsInvalidTimeNamingClassPropertyAndValue(String property) {
        assertThatThrownBy(
                        () -> ItemTexts.readService(Times.class, "<p:" + property + ">yesterday</p:" + property + ">"))
                .isInstanceOfSatisfying(BindingException.class, e -> {
                    assertThat(e.property()).isEqualTo(property);
                    assertThat(e.value()).isEqualTo("yesterday");
                })
                .hasMessageContaining(Times.class.getName());
    }

    @Test
    void writesTimesInTheirElementsAndReadsThemBack() {
        Times times = new Times();
        times.offset = OffsetDateTime.parse("2024-01-31T09:30:00.25+01:00");
        times.instant = Instant.parse("2024-01-31T08:30:00Z");
        times.interval = Duration.parse("P1DT2H3M4.5S");
        times.local = LocalDate.of(2024, 2, 29);
        times.time = LocalTime.of(9, 30);
        times.date = new Date(0);
        times.list = List.of(times.offset, times.offset);
        String xml = ItemTexts.write(times, "Times");
        String cim = " xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\"";
        assertThat(xml)
                .contains("<p:Offset><cim:Datetime" + cim + ">2024-01-31T09:30:00.25+01:00</cim:Datetime></p:Offset>")
                .contains("<p:Instant><cim:Datetime" + cim + ">2024-01-31T08:30:00Z</cim:Datetime></p:Instant>")
                .contains("<p:Interval><cim:Interval" + cim + ">P1DT2H3M4.5S</cim:Interval></p:Interval>")
                .contains("<p:Local><cim:Date" + cim + ">2024-02-29</cim:Date></p:Local>")
                .contains("<p:Time><cim:Time" + cim + ">09:30:00</cim:Time></p:Time>")
                .contains("<p:Date><cim:Datetime" + cim + ">1970-01-01T00:00:00Z</cim:Datetime></p:Date>");
        Times back = ItemTexts.read(Times.class, xml);
        assertThat(back).usingRecursiveComparison().isEqualTo(times);
    }

    @Test
    void prefersAdapterOfCaller() {
        Own own =
                ItemTexts.readService(Own.class, "<p:When><cim:Datetime>2024-01-31T08:30:00Z</cim:Datetime></p:When>");
        assertThat(own.when).isEqualTo(OffsetDateTime.MIN);
        assertThat(ItemTexts.write(own, "Own")).contains("<p:When>never</p:When>");
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Times {
        @XmlElement(name = "Text")
        String text;

        @XmlElement(name = "Offset")
        OffsetDateTime offset;

        @XmlElement(name = "Zoned")
        ZonedDateTime zoned;

        @XmlElement(name = "Instant")
        Instant instant;

        @XmlElement(name = "Xml")
        XMLGregorianCalendar xml;

        @XmlElement(name = "Calendar")
        Calendar calendar;

        @XmlElement(name = "Date")
        Date date;

        @XmlElement(name = "Local")
        LocalDate local;

        @XmlElement(name = "Time")
        LocalTime time;

        @XmlElement(name = "Interval")
        Duration interval;

        @XmlElement(name = "XmlInterval")
        javax.xml.datatype.Duration xmlInterval;

        @XmlElement(name = "List")
        List<OffsetDateTime> list;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Own {
        @XmlElement(name = "When")
        @XmlJavaTypeAdapter(Never.class)
        OffsetDateTime when;
    }

    static class Never extends XmlAdapter<String, OffsetDateTime> {
        @Override
        public OffsetDateTime unmarshal(String text) {
            return OffsetDateTime.MIN;
        }

        @Override
        public String marshal(OffsetDateTime value) {
            return "never";
        }
    }
}
