package dev.wsman.testkit.http;

import static dev.wsman.testkit.fixture.RawClient.DMTF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.fixture.HeapHistogram;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.SampleClasses;
import dev.wsman.testkit.protocol.ServiceOperation;
import org.junit.jupiter.api.Test;

/**
 * The JDK's server keeps a connection in memory, with about 25 KB, if an exchange is closed without a reply and without
 * an exception. A test of hours with broken connections filled the heap.
 */
class ConnectionMemoryIT {
    private static final String CONNECTION = "sun.net.httpserver.HttpConnection";
    private static final int REQUESTS = 100;
    /** Connections that are idle, of this service and of services of other tests. */
    private static final int MOST = 20;

    @AutoStart
    static final WsmanService service = SampleClasses.service().build();

    private static void failOften() {
        long before = HeapHistogram.take().instances(CONNECTION);
        RawClient client = new RawClient(service);
        for (int i = 0; i < REQUESTS; i++) {
            assertThatThrownBy(
                    () -> client.send(RawClient.get(DMTF + "Lab_Thing").selector("Name", "one")));
        }
        SessionFixture.await(
                "closed connections are not in memory",
                () -> HeapHistogram.take().instances(CONNECTION) <= before + MOST);
        assertThat(service.connections()).isGreaterThanOrEqualTo(REQUESTS);
    }

    @Test
    void forgetsConnectionThatIsClosedWithoutReply() {
        service.on(ServiceOperation.GET).reset().always();
        failOften();
    }

    @Test
    void forgetsConnectionWhoseReplyIsTruncated() {
        service.on(ServiceOperation.GET).truncate(10).always();
        failOften();
    }
}
