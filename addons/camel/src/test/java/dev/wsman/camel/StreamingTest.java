package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.WsmanTransportException;
import dev.wsman.camel.fixture.Await;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/**
 * The service returns one item in the first reply, as Windows does; further batches have two. A split asks for one item
 * more than it processes, so that it knows the last one.
 */
class StreamingTest extends WsmanTestSupport {
    private static final String STREAM =
            "wsman:enumerate?resource=wmicimv2/Win32_Service&streaming=true&batchItems=2&resultType=map";

    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    private final List<Integer> pullsAtItem = new CopyOnWriteArrayList<>();

    @Override
    WsmanService server() {
        return server;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:all")
                        .to(STREAM)
                        .split(body())
                        .streaming()
                        .process(exchange -> pullsAtItem.add(
                                server.requests(ServiceOperation.PULL).size()))
                        .to("mock:items");
                from("direct:stop")
                        .to(STREAM)
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(StreamingTest::failAtSecondItem);
                from("direct:first").to(STREAM).process(StreamingTest::keepFirst);
                from("direct:redelivered")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1))
                        .to(STREAM)
                        .split(body())
                        .streaming()
                        .to("mock:redelivered");
                from("direct:completed").to(STREAM);
                from("direct:seda").to(STREAM).to("seda:later");
                from("seda:later").process(StreamingTest::keepFirst).to("mock:later");
            }
        };
    }

    private static void failAtSecondItem(Exchange exchange) {
        if (exchange.getProperty(Exchange.SPLIT_INDEX, Integer.class) == 1) {
            throw new IllegalStateException("second");
        }
    }

    private static void keepFirst(Exchange exchange) {
        exchange.getMessage()
                .setBody(exchange.getMessage().getBody(Iterator.class).next());
    }

    private static void awaitRelease() {
        server.awaitRequest(ServiceOperation.RELEASE);
        Await.until("the end of the enumeration", () -> server.openContexts() == 0);
    }

    @Test
    void fetchesBatchesAsSplitConsumesThem() throws Exception {
        MockEndpoint items = getMockEndpoint("mock:items");
        items.expectedMessageCount(9);

        send("direct:all", null);

        items.assertIsSatisfied();
        assertThat(pullsAtItem).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 4);
        assertThat(server.openContexts()).isZero();
    }

    @Test
    void releasesEnumerationWhenSplitFails() {
        assertThat(failure("direct:stop")).rootCause().hasMessage("second");
        assertThat(server.requests(ServiceOperation.PULL)).hasSize(1);

        awaitRelease();
    }

    @Test
    void releasesEnumerationThatIsNotConsumed() {
        Object first = send("direct:first", null).getBody();

        assertThat(first).isInstanceOf(Map.class);
        assertThat(server.requests(ServiceOperation.RELEASE)).hasSize(1);
        assertThat(server.openContexts()).isZero();
    }

    @Test
    void keepsEnumerationOpenForRouteThatTakesOver() throws Exception {
        MockEndpoint later = getMockEndpoint("mock:later");
        later.expectedMessageCount(1);

        template().sendBody("direct:seda", null);

        later.assertIsSatisfied();
        awaitRelease();
    }

    @Test
    void failsAtLostBatchAlsoWhenSplitIsRedelivered() {
        server.on(ServiceOperation.PULL).after(1).reset();

        assertThat(failure("direct:redelivered")).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void redeliversOperationIfFirstBatchFails() throws Exception {
        server.on(ServiceOperation.ENUMERATE).times(2).reset();
        MockEndpoint items = getMockEndpoint("mock:redelivered");
        items.expectedMessageCount(9);

        send("direct:redelivered", null);

        items.assertIsSatisfied();
        assertThat(server.requests(ServiceOperation.ENUMERATE)).hasSize(3);
    }

    @Test
    void rejectsItemsThatAreReadAfterExchangeCompleted() {
        Iterator<?> items = template().requestBody("direct:completed", null, Iterator.class);

        assertThatThrownBy(items::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The exchange has completed before all items were read");
        assertThatThrownBy(items::next).isInstanceOf(IllegalStateException.class);
        assertThat(server.openContexts()).isZero();
    }

    @Test
    void failsAtBatchThatIsLost() {
        server.on(ServiceOperation.PULL).after(1).reset();

        Exception failure = failure("direct:all");

        assertThat(failure).hasRootCauseInstanceOf(IOException.class);
        assertThat(failure).isInstanceOfAny(WsmanTransportException.class, CamelExchangeException.class);
        assertThat(pullsAtItem).hasSize(2);
    }
}
