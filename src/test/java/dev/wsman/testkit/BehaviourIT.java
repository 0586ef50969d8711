package dev.wsman.testkit;

import static dev.wsman.testkit.Wire.DMTF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.http.Behaviour;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tests can make the service do. */
class BehaviourIT {
    @RegisterExtension
    static final WsmanService service = TestClasses.service().build();

    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(service);
    }

    private static Wire.Message get() {
        return Wire.get(DMTF + "Lab_Thing").selector("Name", "one");
    }

    private static byte[] bytes(Object message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFaultComesOnceUnlessToldOtherwise() {
        service.on(Operation.GET).fault(FaultKind.QUOTA_LIMIT);
        assertThat(wire.send(Wire.identify()).status()).isEqualTo(200);
        assertThat(wire.send(get()).fault()).isEqualTo("QuotaLimit");
        assertThat(wire.send(get()).status()).isEqualTo(200);
    }

    @Test
    void aFaultHasTheGivenDetailReasonAndNativeCode() {
        service.on(Operation.GET)
                .fault(FaultKind.ACCESS_DENIED
                        .fault("InsecureAddress")
                        .nativeCode(1223)
                        .reason("no")
                        .provider("deep"));
        Received answer = wire.send(get());
        assertThat(answer.fault()).isEqualTo("AccessDenied");
        assertThat(answer.detail()).isEqualTo("InsecureAddress");
        assertThat(answer.nativeCode()).isEqualTo("1223");
        assertThat(answer.at("//s:Reason/s:Text")).isEqualTo("no");
        assertThat(answer.at("//f:ProviderFault//f:Message")).isEqualTo("deep");
    }

    @Test
    void behavioursFollowEachOtherAndCanBeCounted() {
        Behaviour second =
                service.on(Operation.GET).after(1).fault(FaultKind.TIMED_OUT).times(2);
        assertThat(wire.send(get()).status()).isEqualTo(200);
        assertThat(wire.send(get()).fault()).isEqualTo("TimedOut");
        assertThat(wire.send(get()).fault()).isEqualTo("TimedOut");
        assertThat(wire.send(get()).status()).isEqualTo(200);
        assertThat(second.uses()).isEqualTo(2);
    }

    @Test
    void aRemovedBehaviourIsOver() {
        Behaviour always = service.on(Operation.GET).fault(FaultKind.TIMED_OUT).always();
        assertThat(wire.send(get()).fault()).isEqualTo("TimedOut");
        assertThat(wire.send(get()).fault()).isEqualTo("TimedOut");
        always.remove();
        assertThat(wire.send(get()).status()).isEqualTo(200);
    }

    @Test
    void aConditionPicksRequests() {
        service.on(request -> request.selectors().containsValue("two")).fault(FaultKind.TIMED_OUT);
        assertThat(wire.send(get()).status()).isEqualTo(200);
        assertThat(wire.send(Wire.get(DMTF + "Lab_Thing").selector("Name", "two"))
                        .fault())
                .isEqualTo("TimedOut");
    }

    @Test
    void aDelayHoldsTheAnswerBack() {
        service.on(Operation.GET).delay(Duration.ofMillis(150));
        long start = System.nanoTime();
        assertThat(wire.send(get()).status()).isEqualTo(200);
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(150).toNanos());
    }

    @Test
    void aResetClosesTheConnectionWithoutAnAnswer() {
        service.on(Operation.GET).reset();
        assertThatThrownBy(() -> wire.exchange(bytes(get()))).isInstanceOf(IOException.class);
        assertThat(wire.send(get()).status()).isEqualTo(200);
    }

    @Test
    void aTruncatedAnswerEndsEarly() {
        service.on(Operation.GET).truncate(100);
        assertThatThrownBy(() -> wire.exchange(bytes(get()))).isInstanceOf(IOException.class);
    }

    @Test
    void aCannedAnswerIsSentAsItIs() {
        service.on(Operation.GET).respond(503, "text/html", "<html>busy</html>");
        Received answer = wire.send(get());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(answer.text()).isEqualTo("<html>busy</html>");
        service.on(Operation.GET).respond(200, "", "");
        assertThat(wire.send(get()).body()).isEmpty();
    }

    @Test
    void relatesToCanBeWrong() {
        service.on(Operation.GET).relatesTo("uuid:other");
        assertThat(wire.send(get()).at("//wsa:RelatesTo")).isEqualTo("uuid:other");
    }

    @Test
    void aDroppedAnswerNeverComesThoughTheOperationWasDone() throws Exception {
        service.on(Operation.ENUMERATE).drop();
        CompletableFuture<Void> client = CompletableFuture.runAsync(() -> {
            assertThatThrownBy(() -> wire.exchange(bytes(Wire.enumerate(DMTF + "Lab_Row", ""))))
                    .isInstanceOf(IOException.class);
        });
        service.awaitRequest(Operation.ENUMERATE);
        while (service.openContexts() == 0) {
            Thread.onSpinWait();
        }
        assertThat(client).isNotDone();
        service.reset();
        client.get(20, TimeUnit.SECONDS);
    }
}
