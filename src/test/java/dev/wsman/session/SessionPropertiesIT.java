package dev.wsman.session;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.ONE;
import static dev.wsman.fixture.SessionFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.EnumerateRequest;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanProtocolException;
import dev.wsman.WsmanTimeoutException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.ManyInstancesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batch size and timeout of a session, and the settings that it sends with every request. */
class SessionPropertiesIT {
    private static final String HEADER = "/s:Envelope/s:Header/";
    private static final String TIMEOUT = HEADER + "wsman:OperationTimeout";
    private static final Duration SHORT = Duration.ofMillis(400);

    private static final BlockedClass blocked = new BlockedClass();

    @AutoStart
    static final WsmanService service = SessionFixture.service().add(blocked).build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    /** A class that returns its instances when the test opens the gate. */
    private static final class BlockedClass implements ManagedClass {
        private volatile CountDownLatch gate = new CountDownLatch(1);

        @Override
        public String name() {
            return "Lab_Blocked";
        }

        @Override
        public List<PropertyDeclaration> properties() {
            return List.of(PropertyDeclaration.of("Id", DataType.UINT32).asKey());
        }

        @Override
        public Stream<CimInstance> instances() {
            try {
                gate.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Stream.of(CimInstance.of(name()).with("Id", 1L));
        }
    }

    @BeforeEach
    void holdInstances() {
        blocked.gate = new CountDownLatch(1);
    }

    @AfterEach
    void releaseInstances() {
        blocked.gate.countDown();
    }

    @Test
    void hasSixtySecondsAndUnlimitedBatchesByDefault() {
        assertThat(session.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(session.batchItems()).isZero();
        session.get(ONE);
        assertThat(service.lastRequest(ServiceOperation.GET).xpath(TIMEOUT)).isEqualTo("PT55.000S");
    }

    @ParameterizedTest
    @CsvSource({
        "PT60S, PT55.000S",
        "PT10M, PT595.000S",
        "PT10S, PT9.000S",
        "PT24H, PT86395.000S",
        "P30D, PT2591995.000S"
    })
    void sendsOperationTimeoutInSecondsShorterThanOwnTimeout(Duration timeout, String sent) {
        session.timeout(timeout).get(ONE);
        assertThat(service.lastRequest(ServiceOperation.GET).xpath(TIMEOUT)).isEqualTo(sent);
        assertThat(service.lastRequest(ServiceOperation.GET).xpath("count(" + TIMEOUT + "/@s:mustUnderstand)"))
                .isEqualTo("0");
    }

    @Test
    void reportsTimeoutOfServerBeforeOwnTimeout() {
        session.timeout(Duration.ofSeconds(5));
        WsmanTimeoutException late = catchThrowableOfType(
                WsmanTimeoutException.class,
                () -> session.get(
                        ResourceLocator.of(SessionFixture.WMI + "Lab_Blocked").selector("Id", "1")));
        assertThat(late.error().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(late.error().httpStatus()).isNotZero();
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void stopsWaitingAtTheTimeoutForSilentServer() {
        service.on(ServiceOperation.GET).drop();
        session.timeout(SHORT);
        long start = System.nanoTime();
        WsmanTimeoutException late = catchThrowableOfType(WsmanTimeoutException.class, () -> session.get(ONE));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.plusSeconds(5));
        assertThat(late.error().kind()).isEqualTo(Kind.CLIENT_TIMED_OUT);
        assertThat(late.error().httpStatus()).isZero();
        assertThat(late.error().nativeCode()).hasValue(2150859046L);
        assertThat(late).hasMessageContaining("400 ms").hasMessageContaining("Get");
        // a request that may have reached the server is not sent twice
        assertThat(service.requests(ServiceOperation.GET)).hasSize(1);
        session.timeout(Duration.ofSeconds(20));
        assertThat(session.get(ONE).text("Id")).contains("one");
    }

    @Test
    void readsTimeoutWhenOperationStarts() {
        EnumerateRequest<Instance> request =
                session.timeout(Duration.ofSeconds(20)).enumerate(MANY).batchItems(10);
        try (Stream<Instance> stream = request.stream()) {
            Iterator<Instance> items = stream.iterator();
            items.next();
            session.timeout(Duration.ofSeconds(50));
            items.forEachRemaining(item -> {});
        }
        assertThat(service.requests())
                .extracting(sent -> sent.xpath(TIMEOUT))
                .containsExactly("PT18.000S", "PT18.000S", "PT18.000S");
    }

    @Test
    void usesTimeoutOfEnumeration() {
        session.enumerate(MANY).timeout(Duration.ofSeconds(30)).list();
        assertThat(service.lastRequest(ServiceOperation.ENUMERATE).xpath(TIMEOUT))
                .isEqualTo("PT27.000S");
        assertThat(session.timeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void appliesTimeoutToEachBatchOfStream() {
        service.on(ServiceOperation.PULL).delay(Duration.ofMillis(600)).always();
        session.timeout(Duration.ofSeconds(2));
        long start = System.nanoTime();
        assertThat(ids(session.enumerate(MANY).batchItems(5).list())).isEqualTo(ids(1, 25));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void releasesContextOfTimedOutPullWhenSessionIsClosed() {
        service.on(ServiceOperation.PULL).drop();
        session.timeout(SHORT);
        WsmanTimeoutException late = catchThrowableOfType(
                WsmanTimeoutException.class,
                () -> session.enumerate(MANY).batchItems(10).list());
        assertThat(late.error().operation()).contains("Pull");
        assertThat(service.requests(ServiceOperation.RELEASE)).isEmpty();
        session.close();
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(1);
        service.reset();
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void sendsRemainingTimeWithRepeatedPull() {
        service.on(ServiceOperation.PULL).delay(Duration.ofMillis(700)).fault(FaultKind.TIMED_OUT);
        session.timeout(Duration.ofSeconds(10));
        assertThat(session.enumerate(MANY).batchItems(20).list()).hasSize(25);
        List<RecordedRequest> pulls = service.requests(ServiceOperation.PULL);
        assertThat(pulls).hasSize(2);
        assertThat(pulls.get(0).xpath(TIMEOUT)).isEqualTo("PT9.000S");
        String second = pulls.get(1).xpath(TIMEOUT);
        assertThat(Double.parseDouble(second.replaceAll("[PTS]", ""))).isLessThan(8.9);
    }

    @Test
    void appliesBatchItemsToEnumerationsOfSession() {
        session.batchItems(10);
        assertThat(session.batchItems()).isEqualTo(10);
        assertThat(session.enumerate(MANY).list()).hasSize(25);
        assertThat(service.requests()).hasSize(3);
        try (Session built = Session.builder(service.endpoint())
                .batchItems(20)
                .timeout(Duration.ofSeconds(7))
                .build()) {
            assertThat(built.batchItems()).isEqualTo(20);
            assertThat(built.timeout()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void limitsEndlessTimeoutToOneYear() {
        session.timeout(ChronoUnit.FOREVER.getDuration());
        assertThat(session.timeout()).isEqualTo(Duration.ofDays(365));
        assertThat(session.identify().protocolVersion()).isNotEmpty();
    }

    @Test
    void rejectsInvalidProperties() {
        Session.Builder builder = Session.builder(service.endpoint());
        assertThatThrownBy(() -> session.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.timeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timeout");
        assertThatThrownBy(() -> session.batchItems(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxConnections(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxEnvelopeSize(8191))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bytes is 8191; it must be at least 8192");
        assertThatThrownBy(() -> builder.userAgent("a\r\nX: y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.certificateFingerprint("12:34")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.credentials(null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(session.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void sendsLocaleSizeAndUserAgentWithEveryRequest() {
        try (Session configured = Session.builder(service.endpoint())
                .locale(Locale.CANADA_FRENCH)
                .maxEnvelopeSize(100_000)
                .userAgent("lab/1.0")
                .build()) {
            configured.get(ONE);
            configured.enumerate(MANY).batchItems(20).list();
        }
        assertThat(service.requests()).hasSize(3).allSatisfy(sent -> {
            assertThat(sent.xpath(HEADER + "wsman:Locale[@s:mustUnderstand='false']/@xml:lang"))
                    .isEqualTo("fr-CA");
            assertThat(sent.xpath(HEADER + "wsman:MaxEnvelopeSize[@s:mustUnderstand='true']"))
                    .isEqualTo("100000");
            assertThat(sent.header("User-Agent")).contains("lab/1.0");
        });
    }

    @Test
    void requestsEnvelopesOf512000BytesByDefault() {
        try (Session usual = Session.builder(service.endpoint()).batchItems(20).build()) {
            usual.put(ONE, usual.get(ONE));
            usual.enumerate(MANY).list();
            usual.enumerate(MANY).first();
            usual.identify();
        }
        assertThat(service.requests())
                .extracting(sent -> sent.xpath("local-name(/s:Envelope/s:Body/*)"))
                .contains("Enumerate", "Pull", "Release", "Identify");
        assertThat(service.requests())
                .filteredOn(sent -> !sent.text().contains("Identify"))
                .hasSize(6)
                .allSatisfy(sent -> assertThat(sent.xpath(HEADER + "wsman:MaxEnvelopeSize[@s:mustUnderstand='true']"))
                        .isEqualTo("512000"));
    }

    /** The default of MaxEnvelopeSize does not limit the reply: a server may not know the header. */
    @Test
    void readsLargerEnvelopeThanRequestedByDefault() {
        service.on(ServiceOperation.GET)
                .respond(200, SessionFixture.SOAP_TYPE, SessionFixture.envelope("<a>" + "x".repeat(600_000) + "</a>"));
        try (Session usual = Session.open(service.endpoint())) {
            assertThat(usual.get(ONE).text()).hasSize(600_000);
        }
    }

    /** openwsman sends at most 32,767 bytes if the request has no MaxEnvelopeSize (SERVERS.md). */
    @Test
    void enumerates400ItemsOf300BytesFromOpenwsman() {
        try (WsmanService openwsman = LenientService.builder()
                        .quirks(ServerQuirks.OPENWSMAN)
                        .add(ManyInstancesClass.of(400, 300))
                        .build()
                        .start();
                Session usual = Session.open(openwsman.endpoint())) {
            assertThat(usual.enumerate(MANY).list()).hasSize(400);
            assertThat(usual.enumerate(MANY).batchItems(60).list()).hasSize(400);
        }
    }

    @Test
    void receivesShorterBatchesWhenEnvelopesAreSmall() {
        try (WsmanService large = LenientService.builder()
                        .add(ManyInstancesClass.of(25, 1000))
                        .build()
                        .start();
                Session small =
                        Session.builder(large.endpoint()).maxEnvelopeSize(8192).build()) {
            assertThat(ids(small.enumerate(MANY).list())).isEqualTo(ids(1, 25));
            assertThat(large.requests())
                    .hasSizeGreaterThan(3)
                    .allSatisfy(sent -> assertThat(sent.responseText().length()).isLessThanOrEqualTo(8192));
        }
    }

    @Test
    void rejectsReplyLargerThanAllowed() {
        service.on(ServiceOperation.GET)
                .respond(200, SessionFixture.SOAP_TYPE, SessionFixture.envelope("<a>" + "x".repeat(20_000) + "</a>"));
        try (Session small =
                Session.builder(service.endpoint()).maxEnvelopeSize(8192).build()) {
            WsmanProtocolException tooLarge = catchThrowableOfType(WsmanProtocolException.class, () -> small.get(ONE));
            assertThat(tooLarge.error().kind()).isEqualTo(Kind.ENCODING_LIMIT);
            assertThat(tooLarge).hasMessageContaining("8,192");
        }
    }
}
