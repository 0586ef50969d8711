package dev.wsman.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.wsman.ResourceLocator;
import dev.wsman.hostile.CaseCounter;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.value.CimDateTimes;
import dev.wsman.internal.value.CimIntervals;
import dev.wsman.internal.xml.XmlDurations;
import dev.wsman.testkit.wql.WqlException;
import dev.wsman.testkit.wql.WqlQuery;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Reads randomly damaged texts: each is read, or rejected with the documented exception. The texts are the same in each
 * run. The system property {@code wsman.fuzz.runs} sets their number, and {@code wsman.fuzz.seed} selects others.
 */
@ExtendWith(CaseCounter.class)
class ReplyFuzzTest {
    private static final int RUNS = Integer.getInteger("wsman.fuzz.runs", 3000);
    private static final long SEED = Long.getLong("wsman.fuzz.seed", 20261123L);
    private static final String[] PIECES = {
        "<", ">", "/>", "&", ";", "&#x1;", "&amp;", "\"", "'", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>",
                "<!DOCTYPE a>", "xmlns=\"\"",
        "xsi:nil=\"true\"", "\u0000", "\ufffe", "\ud800", "99999999999999999999", "-", "+", "*", "P", "T", ":", "?",
                "/", "%", "\\", "\n",
        "</s:Body>", "<s:Fault>", "s:", "n:Items", "w:Items", "<n:EndOfSequence/>", "(", ")", "LIKE", "[", "]",
                "000000", "{", "}"
    };
    private static final List<String> BODIES = List.of(
            "<n:EnumerateResponse><n:EnumerationContext>c</n:EnumerationContext><w:Items><p:A><p:B>1</p:B></p:A></w:Items></n:EnumerateResponse>",
            "<n:PullResponse><n:Items><p:A xsi:nil=\"true\"/><p:A>x<!--c--><![CDATA[<]]></p:A></n:Items><n:EndOfSequence/></n:PullResponse>",
            "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>w:TimedOut</s:Value></s:Subcode></s:Code><s:Reason>"
                    + "<s:Text xml:lang=\"en\">r</s:Text></s:Reason><s:Detail><f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman"
                    + "/1/wsmanfault\" Code=\"2150858793\" Machine=\"m\"><f:Message>t</f:Message></f:WSManFault></s:Detail></s:Fault>",
            "<p:A xml:id=\"i\"><p:R><a:Address>u</a:Address><a:ReferenceParameters><w:ResourceURI>u</w:ResourceURI><w:SelectorSet>"
                    + "<w:Selector Name=\"n\">v</w:Selector></w:SelectorSet></a:ReferenceParameters></p:R></p:A>",
            "");

    private final Random chance = new Random(SEED);

    private static String envelope(String body) {
        return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                + " xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:p=\"urn:p\"><s:Header><a:Action>x</a:Action></s:Header>"
                + "<s:Body>" + body + "</s:Body></s:Envelope>";
    }

    @Test
    void readsOrRejectsDamagedReplies() {
        for (int run = 0; run < RUNS; run++) {
            byte[] bytes = damaged(envelope(BODIES.get(run % BODIES.size()))).getBytes(StandardCharsets.UTF_8);
            if (chance.nextInt(3) == 0) {
                bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
            }
            readOrReject(bytes, run % 2 == 0, run % 7 == 0 ? 500 : 200);
        }
        CaseCounter.count("fuzzed replies", RUNS);
    }

    private static void readOrReject(byte[] bytes, boolean repair, int status) {
        List<ReplyReader<?>> readers = List.of(
                EnumerationReader.of("EnumerateResponse", ElementReader::trees),
                EnumerationReader.of("PullResponse", ElementReader::trees),
                ReplyReader.optional(ElementReader::trees));
        InMemoryReply reply = new InMemoryReply(status, "application/soap+xml", bytes);
        for (ReplyReader<?> reader : readers) {
            try {
                new EnvelopeReader<>(request(reader, repair), reply).read();
            } catch (ExchangeException expected) {
                assertThat(expected.getMessage()).isNotNull();
            } catch (RuntimeException | Error e) {
                fail("seed " + SEED + ": " + Base64.getEncoder().encodeToString(bytes), e);
            }
        }
    }

    private static <T> OutgoingRequest<T> request(ReplyReader<T> reader, boolean repair) {
        return OutgoingRequest.of(
                new Exchange<>(Operation.GET, "Get", "urn:a", null, null, reader, Map.of(), false, null),
                new RequestDefaults("http://a/", null, 0, repair),
                Deadline.after(Duration.ofSeconds(5)));
    }

    @Test
    void readsOrRejectsDamagedLocatorsAndPrintsThemBack() {
        fuzz(
                "locators",
                List.of(
                        "wmicimv2/Win32_Service?Name=winmgmt",
                        "http://a/b?x=1+y=\"two\"",
                        "<a:EndpointReference xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\"><a:Address>x</a:Address>"
                                + "<a:ReferenceParameters/></a:EndpointReference>",
                        "wsman/config/Listener?Address=*+Transport=HTTPS"),
                text -> {
                    ResourceLocator locator = ResourceLocator.parse(text);
                    assertThat(ResourceLocator.parse(locator.toString()))
                            .as(text)
                            .isEqualTo(locator);
                });
    }

    @Test
    void readsOrRejectsDamagedDurationsAndDates() {
        List<String> times = List.of(
                "P1Y2M3DT4H5M6.789S",
                "PT60.000S",
                "20240229123456.000000+060",
                "00000012030405.123456:000",
                "2024-02-29T12:34:56+01:00",
                "-P1D");
        fuzz("times", times, XmlDurations::parse);
        fuzz("times", times, CimDateTimes::dateTime);
        fuzz("times", times, CimIntervals::parse);
    }

    @Test
    void readsOrRejectsDamagedQueries() {
        fuzz(
                "queries",
                List.of(
                        "select Name, State from Win32_Service where State = 'Running' and not (Pid >= 4 or Name like 'a[^x-z]_%')",
                        "select * from meta_class", "select __CLASS from CIM_A where B is not null"),
                WqlQuery::parse);
    }

    private void fuzz(String family, List<String> seeds, Consumer<String> reading) {
        for (int run = 0; run < RUNS; run++) {
            String text = damaged(seeds.get(run % seeds.size()));
            try {
                reading.accept(text);
            } catch (IllegalArgumentException | DateTimeException | WqlException expected) {
                assertThat(expected.getMessage()).isNotNull();
            } catch (RuntimeException | Error e) {
                fail(
                        "seed " + SEED + ": "
                                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                        e);
            }
        }
        CaseCounter.count("fuzzed " + family, RUNS);
    }

    /** Inserts, deletes, repeats, moves or replaces some pieces of the text. */
    private String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = chance.nextInt(4); i >= 0; i--) {
            int at = chance.nextInt(damaged.length() + 1);
            int end = Math.min(damaged.length(), at + 1 + chance.nextInt(12));
            switch (chance.nextInt(5)) {
                case 0 -> damaged.insert(at, PIECES[chance.nextInt(PIECES.length)]);
                case 1 -> damaged.delete(at, end);
                case 2 -> damaged.insert(at, damaged.substring(at, end).repeat(1 + chance.nextInt(3)));
                case 3 -> damaged.insert(chance.nextInt(damaged.length() + 1), damaged.substring(at, end));
                default -> damaged.replace(at, end, Arrays.asList(PIECES).get(chance.nextInt(PIECES.length)));
            }
        }
        return damaged.isEmpty() ? "<" : damaged.toString();
    }
}
