package dev.wsman.internal.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.protocol.RequestDefaults;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.transport.Authentication;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.transport.EndpointAddress;
import dev.wsman.internal.transport.HttpTransport;
import dev.wsman.internal.transport.TlsSettings;
import dev.wsman.internal.transport.TransportSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.interceptor.InterceptorProvider;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.ws.addressing.soap.MAPCodec;
import org.junit.jupiter.api.Test;

/** CXF keeps contexts by thread and exchanges by message; a session that fails for months must not fill them. */
class StubsKeepNothingTest {

    private static HttpTransport unreachable() {
        return new HttpTransport(new TransportSettings(
                EndpointAddress.parse("127.0.0.1:1"),
                TlsSettings.builder().build(),
                Authentication.none(),
                false,
                Duration.ofSeconds(1),
                1,
                1 << 20,
                "test",
                null,
                Authentication.none()));
    }

    @Test
    void leavesNothingInCxfAfterFailedCalls() {
        Stubs stubs = Stubs.acquire();
        try (RemoteService service =
                new RemoteService(unreachable(), new RequestDefaults("http://127.0.0.1:1/wsman", null, 8192))) {
            RequestTarget target = new RequestTarget("urn:a", List.of(), List.of());
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> service.send(
                                Exchange.get(target, ElementReader::trees), Deadline.after(Duration.ofSeconds(2))))
                        .isInstanceOf(ExchangeException.class);
            }
            Endpoint endpoint = stubs.of(Operation.GET).endpoint;
            assertThat(endpoint).isEmpty();
            assertThat(PhaseInterceptorChain.getCurrentMessage()).isNull();
            List<MAPCodec> codecs = codecs(endpoint);
            assertThat(codecs).isNotEmpty();
            assertThat(codecs).allSatisfy(codec -> assertThat(codec.getUncorrelatedExchanges())
                    .isEmpty());
        } finally {
            Stubs.release();
        }
    }

    private static List<MAPCodec> codecs(Endpoint endpoint) {
        return Stream.<InterceptorProvider>of(endpoint, endpoint.getBinding())
                .flatMap(provider -> provider.getOutInterceptors().stream())
                .filter(MAPCodec.class::isInstance)
                .map(MAPCodec.class::cast)
                .toList();
    }
}
