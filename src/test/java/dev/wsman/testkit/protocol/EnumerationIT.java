package dev.wsman.testkit.protocol;

import static dev.wsman.testkit.fixture.RawClient.DMTF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.ManualClock;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.fixture.SampleClasses;
import dev.wsman.testkit.fixture.TableClass;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WS-Enumeration as the specification describes it. */
class EnumerationIT {
    private static final String ROW = DMTF + "Lab_Row";
    private static final String THING = DMTF + "Lab_Thing";

    private final ManualClock clock = new ManualClock();
    private final Semaphore permits = new Semaphore(0);

    @AutoStart
    final WsmanService service = SampleClasses.service()
            .add(new SlowClass())
            .enumerationTimeout(Duration.ofMinutes(2))
            .clock(clock)
            .build();

    private RawClient wire;

    /** A class with three instances, each of which is available only when the test permits it. */
    private final class SlowClass implements ManagedClass {
        @Override
        public String name() {
            return "Lab_Slow";
        }

        @Override
        public List<PropertyDeclaration> properties() {
            return List.of(PropertyDeclaration.of("Id", DataType.UINT32).asKey());
        }

        @Override
        public Stream<CimInstance> instances() {
            return IntStream.rangeClosed(1, 3).mapToObj(id -> {
                permits.acquireUninterruptibly();
                return CimInstance.of("Lab_Slow").with("Id", id);
            });
        }
    }

    @BeforeEach
    void connect() {
        wire = new RawClient(service);
    }

    @Test
    void returnsContextWithoutItemsForPlainEnumerate() {
        RawReply reply = wire.send(RawClient.enumerate(ROW, ""));
        assertThat(reply.context()).isNotEmpty();
        assertThat(reply.children("//wsen:EnumerateResponse")).containsExactly("EnumerationContext");
        assertThat(service.openContexts()).isEqualTo(1);
    }

    @Test
    void returnsFirstBatchInWsmanNamespaceIfOptimized() {
        RawReply reply = wire.send(RawClient.optimized(ROW, 10, ""));
        assertThat(reply.count("//wsman:Items/*")).isEqualTo(10);
        assertThat(reply.count("//wsman:EndOfSequence")).isZero();
        assertThat(reply.context()).isNotEmpty();
    }

    @Test
    void leavesNoContextOpenIfOneBatchSuffices() {
        RawReply reply = wire.send(RawClient.optimized(ROW, 100, ""));
        assertThat(reply.count("//wsman:Items/*")).isEqualTo(100);
        assertThat(reply.count("//wsman:EndOfSequence")).isEqualTo(1);
        assertThat(reply.count("//wsen:EnumerationContext")).isEqualTo(1);
        assertThat(reply.context()).isEmpty();
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void pullsUntilEndOfSequence() {
        RawReply reply = wire.send(RawClient.optimized(ROW, 40, ""));
        reply = wire.send(RawClient.pull(ROW, reply.context(), 40));
        assertThat(reply.count("//wsen:Items/*")).isEqualTo(40);
        reply = wire.send(RawClient.pull(ROW, reply.context(), 40));
        assertThat(reply.count("//wsen:Items/*")).isEqualTo(20);
        assertThat(reply.count("//wsen:PullResponse/wsen:EndOfSequence")).isEqualTo(1);
        assertThat(reply.count("//wsen:EnumerationContext")).isZero();
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void acceptsOnlyLatestContext() {
        String first = wire.send(RawClient.optimized(ROW, 10, "")).context();
        String second = wire.send(RawClient.pull(ROW, first, 10)).context();
        assertThat(second).isNotEqualTo(first);
        RawReply stale = wire.send(RawClient.pull(ROW, first, 10));
        assertThat(stale.status()).isEqualTo(500);
        assertThat(stale.fault()).isEqualTo("InvalidEnumerationContext");
        assertThat(wire.send(RawClient.pull(ROW, second, 10)).count("//wsen:Items/*"))
                .isEqualTo(10);
    }

    @Test
    void rejectsPullWithAnotherResourceUri() {
        String context = wire.send(RawClient.enumerate(ROW, "")).context();
        RawReply reply = wire.send(RawClient.pull(THING, context, 10));
        assertThat(reply.nativeCode()).isEqualTo("2150859181");
        assertThat(service.openContexts()).isEqualTo(1);
    }

    @Test
    void returnsOneItemWithoutMaxElements() {
        RawReply reply = wire.send(RawClient.enumerate(ROW, "<wsman:OptimizeEnumeration/>"));
        assertThat(reply.count("//wsman:Items/*")).isEqualTo(1);
        RawReply pulled = wire.send(RawClient.onContext("Pull", ROW, reply.context(), ""));
        assertThat(pulled.count("//wsen:Items/*")).isEqualTo(1);
    }

    @Test
    void endsEnumerationOnRelease() {
        String context = wire.send(RawClient.enumerate(ROW, "")).context();
        RawReply reply = wire.send(RawClient.onContext("Release", ROW, context, ""));
        assertThat(reply.at("//wsa:Action")).isEqualTo(ServiceNamespaces.ENUMERATION + "/ReleaseResponse");
        assertThat(reply.count("/s:Envelope/s:Body/*")).isZero();
        assertThat(service.openContexts()).isZero();
        assertThat(wire.send(RawClient.pull(ROW, context, 1)).fault()).isEqualTo("InvalidEnumerationContext");
    }

    @Test
    void splitsBatchesByMaxEnvelopeSize() {
        RawReply reply = wire.send(RawClient.optimized(ROW, 100, "").header("wsman:MaxEnvelopeSize", "8192"));
        assertThat(reply.body().length).isBetween(6000, 8192);
        int items = reply.count("//wsman:Items/*");
        int batches = 1;
        while (reply.count("//*[local-name()='EndOfSequence']") == 0) {
            reply = wire.send(RawClient.pull(ROW, reply.context(), 100).header("wsman:MaxEnvelopeSize", "8192"));
            assertThat(reply.body().length).isLessThanOrEqualTo(8192);
            items += reply.count("//wsen:Items/*");
            batches++;
        }
        assertThat(items).isEqualTo(100);
        assertThat(batches).isBetween(4, 10);
    }

    @Test
    void keepsItemUntilEnvelopeIsLargeEnough() {
        try (WsmanService large = LenientService.builder()
                .withoutStandardClasses()
                .add(new TableClass(
                                "Lab_Large",
                                PropertyDeclaration.of("Id", DataType.UINT32).asKey(),
                                PropertyDeclaration.of("Payload", DataType.STRING))
                        .row(1L, "y".repeat(9000)))
                .build()
                .start()) {
            RawClient client = new RawClient(large);
            String context =
                    client.send(RawClient.enumerate(DMTF + "Lab_Large", "")).context();
            RawReply reply =
                    client.send(RawClient.pull(DMTF + "Lab_Large", context, 5).header("wsman:MaxEnvelopeSize", "8192"));
            assertThat(reply.fault()).isEqualTo("EncodingLimit");
            assertThat(reply.detail()).isEqualTo("MaxEnvelopeSize");
            assertThat(client.send(RawClient.pull(DMTF + "Lab_Large", context, 5))
                            .count("//wsen:Items/*"))
                    .isEqualTo(1);
        }
    }

    @Test
    void limitsItemsByMaxCharacters() {
        String context = wire.send(RawClient.enumerate(ROW, "")).context();
        RawReply reply = wire.send(RawClient.onContext(
                "Pull",
                ROW,
                context,
                "<wsen:MaxElements>50</wsen:MaxElements><wsen:MaxCharacters>1500</wsen:MaxCharacters>"));
        assertThat(reply.count("//wsen:Items/*")).isBetween(2, 5);
    }

    @Test
    void enumeratesEndpointReferences() {
        RawReply reply =
                wire.send(RawClient.optimized(ROW, 2, "<wsman:EnumerationMode>EnumerateEPR</wsman:EnumerationMode>"));
        assertThat(reply.children("//wsman:Items")).containsExactly("EndpointReference", "EndpointReference");
        assertThat(reply.texts("//wsman:Selector[@Name='Id']")).containsExactly("1", "2");
        assertThat(reply.at("//wsman:Selector[@Name='__cimnamespace']")).isEqualTo("root/cimv2");
        assertThat(reply.at("//wsman:Items//wsman:ResourceURI")).isEqualTo(ROW);
    }

    @Test
    void enumeratesPairsOfObjectAndReference() {
        RawReply reply = wire.send(
                RawClient.optimized(ROW, 2, "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"));
        assertThat(reply.children("//wsman:Items")).containsExactly("Item", "Item");
        assertThat(reply.children("//wsman:Items/wsman:Item[1]")).containsExactly("Lab_Row", "EndpointReference");
    }

    @Test
    void estimatesTotalOnRequest() {
        RawReply reply = wire.send(RawClient.enumerate(ROW, "")
                .block("wsman:RequestTotalItemsCountEstimate", "<wsman:RequestTotalItemsCountEstimate/>"));
        assertThat(reply.at("//s:Header/wsman:TotalItemsCountEstimate")).isEqualTo("100");
    }

    @Test
    void keepsContextValidWhenSlowClassTimesOut() {
        String context = wire.send(RawClient.enumerate(DMTF + "Lab_Slow", "")).context();
        permits.release();
        RawReply first = pullSlow(context, "PT0.2S");
        assertThat(first.count("//wsen:Items/*")).isEqualTo(1);
        RawReply late = pullSlow(first.context(), "PT0.05S");
        assertThat(late.status()).isEqualTo(500);
        assertThat(late.fault()).isEqualTo("TimedOut");
        permits.release(2);
        RawReply rest = pullSlow(first.context(), "PT20S");
        assertThat(rest.count("//wsen:Items/*")).isEqualTo(2);
        assertThat(rest.count("//wsen:EndOfSequence")).isEqualTo(1);
    }

    @Test
    void endsWaitingPullOnRelease() {
        String context = wire.send(RawClient.enumerate(DMTF + "Lab_Slow", "")).context();
        CompletableFuture<RawReply> pull = CompletableFuture.supplyAsync(() -> pullSlow(context, "PT20S"));
        while (permits.getQueueLength() == 0) {
            Thread.onSpinWait();
        }
        assertThat(service.openContexts()).isEqualTo(1);
        assertThat(wire.send(RawClient.pull(DMTF + "Lab_Slow", context, 1)).fault())
                .isEqualTo("Concurrency");
        assertThat(wire.send(RawClient.onContext("Release", DMTF + "Lab_Slow", context, ""))
                        .status())
                .isEqualTo(200);
        assertThat(pull.join().fault()).isEqualTo("InvalidEnumerationContext");
        assertThat(service.openContexts()).isZero();
        permits.release(3);
    }

    private RawReply pullSlow(String context, String maxTime) {
        return wire.send(RawClient.onContext(
                "Pull",
                DMTF + "Lab_Slow",
                context,
                "<wsen:MaxTime>" + maxTime + "</wsen:MaxTime><wsen:MaxElements>5</wsen:MaxElements>"));
    }

    @Test
    void endsSlowGetAfterOperationTimeout() {
        RawReply reply = wire.send(
                RawClient.get(DMTF + "Lab_Slow").selector("Id", "1").header("wsman:OperationTimeout", "PT0.05S"));
        assertThat(reply.fault()).isEqualTo("TimedOut");
        assertThat(reply.nativeCode()).isEqualTo("2150858793");
        permits.release(3);
    }

    @Test
    void expiresEnumerationAsRequested() {
        RawReply reply = wire.send(RawClient.enumerate(ROW, "<wsen:Expires>PT60S</wsen:Expires>"));
        assertThat(reply.at("//wsen:Expires")).isEqualTo("PT60S");
        assertThat(service.openContexts()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(61));
        assertThat(wire.send(RawClient.pull(ROW, reply.context(), 1)).fault()).isEqualTo("InvalidEnumerationContext");
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void extendsExpirationOnRenew() {
        String context = wire.send(RawClient.enumerate(ROW, "<wsen:Expires>PT60S</wsen:Expires>"))
                .context();
        RawReply renewed = wire.send(
                RawClient.onContext("Renew", ROW, context, "<wsen:Expires>2026-01-01T00:01:50Z</wsen:Expires>"));
        assertThat(renewed.at("//wsen:RenewResponse/wsen:Expires")).isEqualTo("2026-01-01T00:01:50Z");
        clock.advance(Duration.ofSeconds(100));
        RawReply status = wire.send(RawClient.onContext("GetStatus", ROW, context, ""));
        assertThat(status.at("//wsen:GetStatusResponse/wsen:Expires")).isEqualTo("2026-01-01T00:01:50Z");
    }

    @Test
    void discardsAbandonedEnumeration() {
        wire.send(RawClient.enumerate(ROW, ""));
        clock.advance(Duration.ofMinutes(3));
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void rejectsExpirationInThePast() {
        assertThat(wire.send(RawClient.enumerate(ROW, "<wsen:Expires>-PT1S</wsen:Expires>"))
                        .fault())
                .isEqualTo("InvalidExpirationTime");
        assertThat(wire.send(RawClient.enumerate(ROW, "<wsen:Expires>soon</wsen:Expires>"))
                        .fault())
                .isEqualTo("InvalidExpirationTime");
    }
}
