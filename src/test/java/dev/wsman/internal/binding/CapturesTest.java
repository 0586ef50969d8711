package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Recordings;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** Binds recorded replies of real servers to small classes. Skipped if the recordings are missing. */
class CapturesTest {

    @Test
    void readsGetOfOmi() throws Exception {
        SmallNumber number = only(SmallNumber.class, "omi/get.resp.xml");
        assertThat(number.number).isEqualTo(7);
        assertThat(number.spelled).isEqualTo("seven");
        assertThat(number.description).isNull();
    }

    @Test
    void readsOutputThatOmiNamesAfterTheClass() throws Exception {
        Factors factors = only(Factors.class, "omi/invoke-inst-GetFactors.resp.xml");
        assertThat(factors.returnValue).isEqualTo(3);
        assertThat(factors.numbers).containsExactly(2, 2, 3);
        assertThat(factors.spelled).containsExactly("two", "two", "three");
    }

    @Test
    void readsOutputOfOmiInNamespaceOfTheMethod() throws Exception {
        Sum sum = only(Sum.class, "omi/invoke-Add.resp.xml");
        assertThat(sum.returnValue).isZero();
        assertThat(sum.sum).isEqualTo(42);
    }

    @Test
    void readsInstanceThatOmiEmbedsInNamespaceOfItsClass() throws Exception {
        PrimeFactors factors = only(PrimeFactors.class, "omi/invoke-PrimeFactors-embedded.resp.xml");
        assertThat(factors.factors.numbers).containsExactly(2L, 3L, 5L);
        assertThat(factors.factors.count).isEqualTo(3);
    }

    @Test
    void readsGetOfOpenwsman() throws Exception {
        LabItem item = only(LabItem.class, "openwsman/get-one.response.xml");
        assertThat(item.caption).isEmpty();
        assertThat(item.codes).containsExactly(1, 2, 65535);
        assertThat(item.flag).isTrue();
        assertThat(item.u32).isEqualTo(4294967295L);
        assertThat(item.u64).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(item.s8).isEqualTo((byte) -128);
        assertThat(item.r64).isEqualTo(-2.25e10);
        assertThat(item.tags).containsExactly("a", "b b", "");
        assertThat(item.when).isEqualTo(OffsetDateTime.parse("2024-02-29T12:34:56+01:00"));
    }

    @Test
    void readsItemsOfIdrac() throws Exception {
        List<Cpu> processors = items(Cpu.class, "idrac/cpu_view-enum-ok.xml");
        assertThat(processors).isNotEmpty().allSatisfy(cpu -> {
            assertThat(cpu.id).startsWith("CPU.Socket");
            assertThat(cpu.cacheSize).isPositive();
        });
        assertThat(items(Job.class, "idrac/lifecycle_job-enum-ok.xml"))
                .extracting(job -> job.id)
                .contains("JID_CLEARALL");
    }

    private static <T> T only(Class<T> type, String file) throws Exception {
        List<T> all = below(type, file, Namespaces.SOAP, "Body");
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static <T> List<T> items(Class<T> type, String file) throws Exception {
        return below(type, file, Namespaces.WSMAN, "Items");
    }

    private static <T> List<T> below(Class<T> type, String file, String uri, String local) throws Exception {
        Path path = Recordings.ofServers(file);
        List<T> all = new ArrayList<>();
        try (InputStream in = Files.newInputStream(path)) {
            XMLStreamReader reader = XmlFactories.inputFactory().createXMLStreamReader(in);
            while (!(reader.isStartElement()
                    && reader.getLocalName().equals(local)
                    && uri.equals(reader.getNamespaceURI()))) {
                reader.next();
            }
            while (reader.nextTag() == XMLStreamReader.START_ELEMENT) {
                all.add(TypedBinding.of(type).read(reader));
            }
        }
        return all;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class SmallNumber {
        @XmlElement(name = "Number")
        long number;

        @XmlElement(name = "SpelledNumber")
        String spelled;

        @XmlElement(name = "Description")
        String description = "unset";
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Factors {
        @XmlElement(name = "ReturnValue")
        int returnValue;

        List<Integer> numbers;

        @XmlElement(name = "spelled_numbers")
        String[] spelled;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Sum {
        @XmlElement(name = "ReturnValue")
        Integer returnValue;

        int sum;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class PrimeFactors {
        Numbers factors;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Numbers {
        List<Long> numbers;
        long count;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class LabItem {
        @XmlElement(name = "Caption")
        String caption;

        @XmlElement(name = "Codes")
        List<Integer> codes;

        @XmlElement(name = "Flag")
        boolean flag;

        @XmlElement(name = "U32")
        long u32;

        @XmlElement(name = "U64")
        BigInteger u64;

        @XmlElement(name = "S8")
        byte s8;

        @XmlElement(name = "R64")
        double r64;

        @XmlElement(name = "Tags")
        List<String> tags;

        @XmlElement(name = "When")
        OffsetDateTime when;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Cpu {
        @XmlElement(name = "FQDD")
        String id;

        @XmlElement(name = "Cache2Size")
        int cacheSize;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Job {
        @XmlElement(name = "InstanceID")
        String id;
    }
}
