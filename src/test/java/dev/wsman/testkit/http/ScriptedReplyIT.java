package dev.wsman.testkit.http;

import static dev.wsman.testkit.fixture.RawClient.DMTF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.fixture.SampleClasses;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies that tests replace or change. */
class ScriptedReplyIT {
    @AutoStart
    static final WsmanService service = SampleClasses.service().build();

    private RawClient wire;

    @BeforeEach
    void connect() {
        wire = new RawClient(service);
    }

    private static RawClient.RequestMessage get() {
        return RawClient.get(DMTF + "Lab_Thing").selector("Name", "one");
    }

    private static byte[] bytes(Object message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void sendsFaultOnceByDefault() {
        service.on(ServiceOperation.GET).fault(FaultKind.QUOTA_LIMIT);
        assertThat(wire.send(RawClient.identify()).status()).isEqualTo(200);
        assertThat(wire.send(get()).fault()).isEqualTo("QuotaLimit");
        assertThat(wire.send(get()).status()).isEqualTo(200);
    }

    @Test
    void sendsFaultWithDetailReasonAndNativeCode() {
        service.on(ServiceOperation.GET)
                .fault(FaultKind.ACCESS_DENIED
                        .fault("InsecureAddress")
                        .nativeCode(1223)
                        .reason("no")
                        .provider("deep"));
        RawReply reply = wire.send(get());
        assertThat(reply.fault()).isEqualTo("AccessDenied");
        assertThat(reply.detail()).isEqualTo("InsecureAddress");
        assertThat(reply.nativeCode()).isEqualTo("1223");
        assertThat(reply.at("//s:Reason/s:Text")).isEqualTo("no");
        assertThat(reply.at("//f:ProviderFault//f:Message")).isEqualTo("deep");
    }

    @Test
    void appliesScriptedRepliesInOrderAndCountsUses() {
        ScriptedReply second = service.on(ServiceOperation.GET)
                .after(1)
                .fault(FaultKind.TIMED_OUT)
                .times(2);
        assertThat(wire.send(get()).status()).isEqualTo(200);
        assertThat(wire.send(get()).fault()).isEqualTo("TimedOut");
        assertThat(wire.send(get()).fault()).isEqualTo("TimedOut");
        assertThat(wire.send(get()).status()).isEqualTo(200);
        assertThat(second.uses()).isEqualTo(2);
    }

    @Test
    void stopsApplyingWhenRemoved() {
        ScriptedReply always =
                service.on(ServiceOperation.GET).fault(FaultKind.TIMED_OUT).always();
        assertThat(wire.send(get()).fault()).isEqualTo("TimedOut");
        assertThat(wire.send(get()).fault()).isEqualTo("TimedOut");
        always.remove();
        assertThat(wire.send(get()).status()).isEqualTo(200);
    }

    @Test
    void appliesOnlyIfConditionIsSatisfied() {
        service.on(request -> request.selectors().containsValue("two")).fault(FaultKind.TIMED_OUT);
        assertThat(wire.send(get()).status()).isEqualTo(200);
        assertThat(wire.send(RawClient.get(DMTF + "Lab_Thing").selector("Name", "two"))
                        .fault())
                .isEqualTo("TimedOut");
    }

    @Test
    void delaysReply() {
        service.on(ServiceOperation.GET).delay(Duration.ofMillis(150));
        long start = System.nanoTime();
        assertThat(wire.send(get()).status()).isEqualTo(200);
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(150).toNanos());
    }

    @Test
    void closesConnectionWithoutReply() {
        service.on(ServiceOperation.GET).reset();
        assertThatThrownBy(() -> wire.exchange(bytes(get()))).isInstanceOf(IOException.class);
        assertThat(wire.send(get()).status()).isEqualTo(200);
    }

    @Test
    void truncatesReply() {
        service.on(ServiceOperation.GET).truncate(100);
        assertThatThrownBy(() -> wire.exchange(bytes(get()))).isInstanceOf(IOException.class);
    }

    @Test
    void sendsGivenReply() {
        service.on(ServiceOperation.GET).respond(503, "text/html", "<html>busy</html>");
        RawReply reply = wire.send(get());
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(reply.text()).isEqualTo("<html>busy</html>");
        service.on(ServiceOperation.GET).respond(200, "", "");
        assertThat(wire.send(get()).body()).isEmpty();
    }

    @Test
    void replacesRelatesTo() {
        service.on(ServiceOperation.GET).relatesTo("uuid:other");
        assertThat(wire.send(get()).at("//wsa:RelatesTo")).isEqualTo("uuid:other");
    }

    @Test
    void performsOperationButDropsReply() throws Exception {
        service.on(ServiceOperation.ENUMERATE).drop();
        CompletableFuture<Void> client = CompletableFuture.runAsync(() -> {
            assertThatThrownBy(() -> wire.exchange(bytes(RawClient.enumerate(DMTF + "Lab_Row", ""))))
                    .isInstanceOf(IOException.class);
        });
        service.awaitRequest(ServiceOperation.ENUMERATE);
        while (service.openContexts() == 0) {
            Thread.onSpinWait();
        }
        assertThat(client).isNotDone();
        service.reset();
        client.get(20, TimeUnit.SECONDS);
    }
}
