package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A class without annotations, as docs/instances.md describes it. */
class PlainClassTest {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** An application's class: public fields in Java's usual case. */
    public static class Service {
        public String name;
        public String startMode;
        public boolean started;
        public int exitCode = -1;
        public long processId;
        public BigInteger handle;
        public Status state;
        public Status other;
        public Instant installDate;
        public OffsetDateTime changed;
        public ZonedDateTime checked;
        public Duration upTime;
        public byte[] key;
        public char letter;
        public List<String> tags;
        public int[] numbers;
        public ResourceLocator host;
        public Instance extra;
        public Part part;
        public String absent;
    }

    /** An application's enum. */
    public enum Status {
        Running,
        Stopped
    }

    /** An embedded instance. */
    public static class Part {
        public int size;
    }

    private static final Instance SENT = Instance.parse("<p:Win32_Service xmlns:p='urn:s' xmlns:x='" + XSI + "'>"
            + "<p:Name>Spooler</p:Name><p:StartMode>Auto</p:StartMode><p:Started>TRUE</p:Started>"
            + "<p:ExitCode x:nil='true'/><p:ProcessId>4212</p:ProcessId><p:Handle>18446744073709551615</p:Handle>"
            + "<p:State>Running</p:State><p:Other x:nil='true'/>"
            + "<p:InstallDate>20240229123456.000000+060</p:InstallDate>"
            + "<p:Changed>2024-02-29T12:34:56+01:00</p:Changed><p:Checked>2024-02-29T11:34:56Z</p:Checked>"
            + "<p:UpTime>00000001020000.000000:000</p:UpTime><p:Key>AAEC</p:Key><p:Letter>c</p:Letter>"
            + "<p:Tags>a</p:Tags><p:Tags>b</p:Tags><p:Numbers>1</p:Numbers><p:Numbers>2</p:Numbers>"
            + "<p:Extra><p:X>1</p:X></p:Extra><p:Part><p:Size>5</p:Size></p:Part><p:Unknown>u</p:Unknown>"
            + "</p:Win32_Service>");

    @Test
    void readsPublicFieldsInAnyCase() {
        Service service = SENT.with("Host", ResourceLocator.of("urn:h:x").selector("Name", "h"))
                .as(Service.class);
        assertThat(service.name).isEqualTo("Spooler");
        assertThat(service.startMode).isEqualTo("Auto");
        assertThat(service.started).isTrue();
        assertThat(service.processId).isEqualTo(4212);
        assertThat(service.handle).isEqualTo("18446744073709551615");
        assertThat(service.tags).containsExactly("a", "b");
        assertThat(service.numbers).containsExactly(1, 2);
        assertThat(service.key).containsExactly(0, 1, 2);
        assertThat(service.letter).isEqualTo('c');
        assertThat(service.host.selector("Name")).contains("h");
        assertThat(service.extra.integer("X")).hasValue(1);
        assertThat(service.part.size).isEqualTo(5);
    }

    @Test
    void readsTypesOfJavaTime() {
        Service service = SENT.as(Service.class);
        assertThat(service.installDate).isEqualTo("2024-02-29T11:34:56Z");
        assertThat(service.changed).isEqualTo(OffsetDateTime.parse("2024-02-29T12:34:56+01:00"));
        assertThat(service.checked.toInstant()).isEqualTo("2024-02-29T11:34:56Z");
        assertThat(service.upTime).isEqualTo(Duration.ofHours(26));
    }

    @Test
    void readsEnumsAndNull() {
        Service service = SENT.as(Service.class);
        assertThat(service.state).isEqualTo(Status.Running);
        assertThat(service.other).isNull();
        assertThat(service.exitCode).isEqualTo(-1);
        assertThat(service.absent).isNull();
    }

    @Test
    void rejectsTextThatIsNotConstantOfEnum() {
        assertThatExceptionOfType(WsmanProtocolException.class)
                .isThrownBy(() -> SENT.with("State", "Paused").as(Service.class))
                .withMessageContaining("property state of")
                .withMessageContaining("cannot hold \"Paused\": not one of [Running, Stopped]");
    }
}
