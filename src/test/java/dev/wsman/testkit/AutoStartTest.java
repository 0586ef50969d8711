package dev.wsman.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.http.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

class AutoStartTest {
    private static final List<WsmanService> ENDED = new ArrayList<>();
    private static final List<String> SHARED = new ArrayList<>();

    @AutoStart
    private static final WsmanService shared = service();

    @AutoStart
    private final WsmanService own = service();

    private static WsmanService service() {
        return LenientService.builder().withoutStandardClasses().build();
    }

    private static void identify(WsmanService service) {
        new RawClient(service).send(RawClient.identify());
    }

    @AfterAll
    static void closesServiceOfEachTest() {
        assertThat(ENDED).hasSize(2).doesNotHaveDuplicates().allSatisfy(AutoStartTest::assertClosed);
    }

    private static void assertClosed(WsmanService service) {
        assertThatIllegalStateException().isThrownBy(service::endpoint).withMessage("the service is not started");
    }

    @RepeatedTest(2)
    void keepsStaticServiceAndResetsItBeforeEachTest() {
        assertThat(shared.requests()).isEmpty();
        identify(shared);
        assertThat(shared.requests()).hasSize(1);
        SHARED.add(shared.endpoint());
        assertThat(SHARED).containsOnly(shared.endpoint());
    }

    @RepeatedTest(2)
    void startsServiceOfFieldForEachTest() {
        ENDED.forEach(AutoStartTest::assertClosed);
        identify(own);
        assertThat(own.requests()).extracting(RecordedRequest::method).containsExactly("POST");
        ENDED.add(own);
    }

    @Nested
    class InnerTest {
        @AutoStart
        static final WsmanService inner = service();

        @RepeatedTest(2)
        void resetsServicesOfEnclosingClasses() {
            assertThat(shared.requests()).isEmpty();
            assertThat(inner.requests()).isEmpty();
            List.of(shared, own, inner).forEach(AutoStartTest::identify);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class SharedInstanceTest {
        @AutoStart
        private final WsmanService kept = service();

        private String endpoint;

        @RepeatedTest(2)
        void keepsServiceOfSharedInstance() {
            endpoint = endpoint == null ? kept.endpoint() : endpoint;
            assertThat(kept.endpoint()).isEqualTo(endpoint);
        }
    }

    @Test
    void rejectsFieldOfAnotherType() throws NoSuchFieldException {
        class Mistaken {
            @AutoStart
            private static final String URL = "http://127.0.0.1:5985";
        }

        assertThatExceptionOfType(ExtensionConfigurationException.class)
                .isThrownBy(() -> AutoStartExtension.service(Mistaken.class.getDeclaredField("URL"), null))
                .withMessageEndingWith("has @AutoStart, but its value is not a WsmanService");
    }
}
