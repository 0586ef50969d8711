package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.WsmanProtocolException;
import dev.wsman.internal.binding.TypedBinding;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.io.StringWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests do not depend on the default locale: some locales have their own digits, and Turkish has other letters. */
class LocaleTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2024-02-29T12:34:56.000007-03:30");
    private static final Duration INTERVAL = Duration.parse("P1DT2H3M4.5S");
    private static final Locale BEFORE = Locale.getDefault();

    static Stream<Locale> locales() {
        return Stream.of(
                new Locale("fa", "IR"),
                new Locale("ar", "EG"),
                new Locale("ne", "NP"),
                new Locale("th", "TH", "TH"),
                Locale.forLanguageTag("th-TH-u-nu-thai"),
                Locale.forLanguageTag("ja-JP-u-ca-japanese"),
                new Locale("tr", "TR"));
    }

    @AfterEach
    void restore() {
        Locale.setDefault(BEFORE);
    }

    @ParameterizedTest
    @MethodSource("locales")
    void writesSameInstancesInEveryLocale(Locale locale) {
        Locale.setDefault(locale);
        assertThat(instance("http://lab.example/LAB_X").toXml())
                .contains(">20240229123456.000007-210<")
                .contains(">00000001020304.500000:000<")
                .contains(">-1234567.5<")
                .contains(">1234567<");
        assertThat(instance("http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/LAB_X")
                        .toXml())
                .contains(">2024-02-29T12:34:56.000007-03:30<")
                .contains(">P1DT2H3M4.5S<");
    }

    private static Instance instance(String uri) {
        return Instance.builder(uri, "LAB_X")
                .add("Time", TIME)
                .add("Interval", INTERVAL)
                .add("Real", -1234567.5)
                .add("Integer", 1_234_567)
                .build();
    }

    @ParameterizedTest
    @MethodSource("locales")
    void writesSameJaxbClassesInEveryLocale(Locale locale) throws XMLStreamException {
        String expected = written();
        assertThat(expected).contains("20240229123456.000007-210").contains("00000001020304.500000:000");
        Locale.setDefault(locale);
        assertThat(written()).isEqualTo(expected);
    }

    private static String written() throws XMLStreamException {
        Times times = new Times();
        StringBuilder all = new StringBuilder();
        for (ServerForm form : ServerForm.values()) {
            StringWriter text = new StringWriter();
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
            TypedBinding.write(times, "http://lab.example/LAB_X", "LAB_X", form, writer);
            writer.close();
            all.append(text).append('\n');
        }
        return all.toString();
    }

    @ParameterizedTest
    @MethodSource("locales")
    void writesSameLocatorsAndFoldsNamesInEveryLocale(Locale locale) {
        Locale.setDefault(locale);
        ResourceLocator locator = ResourceLocator.of("http://lab.example/LAB_X").selector("ID", "a=b%+\t");
        assertThat(ResourceLocator.parse(locator.toString())).isEqualTo(locator);
        assertThat(locator.toString()).contains("%25").contains("%2B").contains("%09");
        assertThat(ResourceLocator.of("WMICIMV2/WIN32_X").resourceUri()).contains("/wmi/root/cimv2/WIN32_X");
        assertThat(Instance.parse("<A><ID>7</ID></A>").integer("id")).hasValue(7);
        assertThat(Instance.parse("<A><F>TRUE</F><R>inf</R></A>").number("R")).hasValue(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @EnumSource
    void rejectsNumbersInOtherDigits(Digits digits) {
        Instance instance = Instance.parse("<A><N>" + digits.fortyTwo + "</N></A>");
        Map<String, Runnable> readings = Map.of(
                "integer", () -> instance.integer("N"),
                "unsigned", () -> instance.unsigned("N"),
                "decimal", () -> instance.decimal("N"),
                "number", () -> instance.number("N"),
                "int", () -> instance.as(IntItem.class),
                "long", () -> instance.as(LongItem.class),
                "double", () -> instance.as(DoubleItem.class));
        readings.forEach((name, reading) -> assertThat(catchThrowable(reading::run))
                .as(name)
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("N"));
    }

    enum Digits {
        ARABIC("٤٢"),
        PERSIAN("۴۲"),
        NEPALI("४२"),
        THAI("๔๒");

        private final String fortyTwo;

        Digits(String fortyTwo) {
            this.fortyTwo = fortyTwo;
        }
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class IntItem {
        @XmlElement(name = "N")
        int number;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class LongItem {
        @XmlElement(name = "N")
        Long number;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class DoubleItem {
        @XmlElement(name = "N")
        Double number;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Times {
        OffsetDateTime offset = TIME;
        java.time.Instant instant = TIME.toInstant();
        LocalDate day = TIME.toLocalDate();
        LocalTime hour = TIME.toLocalTime();
        Duration interval = INTERVAL;
        Date date = new Date(1_700_000_000_000L);
        int number = 1_234_567;
        double real = -1_234_567.5;
        char letter = 'x';
    }
}
