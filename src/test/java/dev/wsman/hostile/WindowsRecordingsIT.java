package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.EnumerateRequest;
import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.cim.CimObject;
import dev.wsman.codegen.ClassGenerator;
import dev.wsman.codegen.CompiledSources;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.fixture.Recordings;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole WQL enumerations recorded from Windows servers and from the testkit's imitation, sent through a socket.
 * {@code select *} and a projection on all properties of a class must give equal items. The two were recorded one
 * after the other, so that some numbers differ.
 */
@ExtendWith(CaseCounter.class)
class WindowsRecordingsIT {
    private static final ResourceLocator ALL = ResourceLocator.of("wmicimv2/*");
    private static final String MOF = """
            class Win32_OperatingSystem { [Key] string Name; datetime InstallDate; datetime LastBootUpTime; string MUILanguages[];
                uint64 TotalVisibleMemorySize; boolean Primary; };
            class Win32_Process { [Key] string Handle; datetime CreationDate; datetime InstallDate; uint32 ThreadCount; };
            class Win32_Service { [Key] string Name; datetime InstallDate; boolean Started; uint32 ProcessId; };
            """;
    private static final Map<String, List<String>> ACCESSORS = Map.of(
            "Win32_OperatingSystem",
            List.of("name", "installDate", "lastBootUpTime", "muiLanguages", "totalVisibleMemorySize", "primary"),
            "Win32_Process",
            List.of("handle", "creationDate", "installDate", "threadCount"),
            "Win32_Service",
            List.of("name", "installDate", "started", "processId"));

    static Stream<Arguments> enumerations() {
        return Recordings.files(".*/(windows|winrm)/.*\\.properties").stream()
                .map(file -> Arguments.of(
                        file.getParent(), file.getFileName().toString().replace(".properties", "")));
    }

    static Stream<Arguments> enumerationsOfKnownClasses() {
        return enumerations().filter(each -> ACCESSORS.containsKey((String) each.get()[1]));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("enumerations")
    void readsProjectionLikeSelectStar(Path folder, String type) throws Exception {
        List<String> names = List.of(
                Files.readString(folder.resolve(type + ".properties")).trim().split("\\s+"));
        List<Instance> star = enumerated(folder, type, "star", Instance.class);
        List<Instance> projection = enumerated(folder, type, "all", Instance.class);
        assertThat(star).isNotEmpty();
        assertThat(projection).hasSameSizeAs(star);
        int same = 0;
        int different = 0;
        for (int i = 0; i < star.size(); i++) {
            for (String name : names) {
                Instance one = star.get(i);
                Instance other = projection.get(i);
                assertThat(other.isNull(name)).as(name).isEqualTo(one.isNull(name));
                if (one.has(name) && other.has(name)) {
                    assertThat(other.texts(name)).as(name).hasSameSizeAs(one.texts(name));
                    assertThat(time(other, name).isPresent())
                            .as(name)
                            .isEqualTo(time(one, name).isPresent());
                    boolean equal = other.texts(name).equals(one.texts(name))
                            && time(other, name).equals(time(one, name));
                    same += equal ? 1 : 0;
                    different += equal ? 0 : 1;
                }
            }
        }
        // performance counters differ between the two recordings
        assertThat(same).as(different + " differ").isGreaterThan(2 * different);
    }

    private static Optional<OffsetDateTime> time(Instance instance, String name) {
        boolean time = instance.text(name).orElse("").matches("\\d{4}-\\d\\d-\\d\\dT.*");
        return time ? instance.dateTime(name) : Optional.empty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("enumerationsOfKnownClasses")
    void readsProjectionAndStarIntoEqualJaxbObjects(Path folder, String type) throws Exception {
        List<Dated> star = enumerated(folder, type, "star", Dated.class);
        List<Dated> projection = enumerated(folder, type, "all", Dated.class);
        List<Instance> instances = enumerated(folder, type, "all", Instance.class);
        assertThat(projection)
                .hasSameSizeAs(star)
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(star);
        for (int i = 0; i < instances.size(); i++) {
            assertThat(projection.get(i).created)
                    .isEqualTo(instances.get(i).dateTime("CreationDate").orElse(null));
            assertThat(projection.get(i).booted)
                    .isEqualTo(instances.get(i).dateTime("LastBootUpTime").orElse(null));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("enumerationsOfKnownClasses")
    void readsProjectionAndStarIntoEqualGeneratedObjects(Path folder, String type) throws Exception {
        Class<? extends CimObject> generated = generated(type);
        List<? extends CimObject> star = enumerated(folder, type, "star", generated);
        List<? extends CimObject> projection = enumerated(folder, type, "all", generated);
        assertThat(projection).hasSameSizeAs(star);
        for (String accessor : ACCESSORS.get(type)) {
            Method method = generated.getMethod(accessor);
            for (int i = 0; i < star.size(); i++) {
                assertThat(method.invoke(projection.get(i))).as(accessor).isEqualTo(method.invoke(star.get(i)));
            }
        }
    }

    private static Class<? extends CimObject> generated(String type) throws ClassNotFoundException {
        Map<String, String> files = new HashMap<>(
                ClassGenerator.of(new MofReader().read("win32.mof", MOF).repository(), "win")
                        .namespace("root/cimv2")
                        .resourceUriPrefix("http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/")
                        .generate());
        return CompiledSources.of(files)
                .loadClass("win." + type.replace("_", ""))
                .asSubclass(CimObject.class);
    }

    private static <T> List<T> enumerated(Path folder, String type, String kind, Class<T> as) throws IOException {
        List<Reaction> recorded = new ArrayList<>();
        for (int i = 0; ; i++) {
            Path file = folder.resolve("%s_%s_%03d.xml".formatted(type, kind, i));
            if (!Files.exists(file)) {
                break;
            }
            recorded.add(replyWith(Files.readString(file)));
        }
        try (HostileTrial trial = HostileTrial.of("")) {
            CaseCounter.count("recorded enumerations");
            trial.meets(recorded.toArray(new Reaction[0]));
            EnumerateRequest<T> request = trial.session.enumerate(ALL, as).filter(Filter.wql("select * from " + type));
            return request.list();
        }
    }

    /** The recorded reply with the message ID of the current request. */
    private static Reaction replyWith(String recorded) {
        return Reaction.envelope(request -> Envelopes.relatedTo(request.messageId(), recorded));
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Dated {
        @XmlElement(name = "Name")
        String name;

        @XmlElement(name = "InstallDate")
        OffsetDateTime installed;

        @XmlElement(name = "CreationDate")
        OffsetDateTime created;

        @XmlElement(name = "LastBootUpTime")
        OffsetDateTime booted;

        @XmlElement(name = "MUILanguages")
        List<String> languages;
    }
}
