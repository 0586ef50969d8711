package dev.wsman.camel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.camel.fixture.Await;
import dev.wsman.camel.fixture.Received;
import dev.wsman.camel.fixture.RouteContext;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // contexts run until they are closed
class StoredBookmarkTest {
    private static final String URI =
            "wsman:subscribe?channels=System&start=OLDEST&bookmarkRepository=#bookmarks&bookmarkKey=system";

    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final MemoryStateRepository bookmarks = new MemoryStateRepository();
    private final Received received = new Received();

    private RouteContext start(String uri, Received to) {
        return RouteContext.start(server, Map.of("bookmarks", bookmarks), uri, to);
    }

    @Test
    void savesBookmarkAfterBatch() {
        server.log("System").write(1);
        server.log("System").write(2);
        Received watching = received.before(
                exchange -> assertThat(bookmarks.getState("system")).isNull());
        try (RouteContext context = start(URI, watching)) {
            received.await(2);
            Await.until("the bookmark of record 2", () -> bookmarks.getState("system") != null);
            assertThat(bookmarks.getState("system")).contains("RecordId=\"2\"");
        }
    }

    @Test
    void continuesAfterBookmarkInNewContext() {
        server.log("System").write(1);
        try (RouteContext context = start(URI, received)) {
            received.await(1);
        }
        server.log("System").write(2);
        Received next = new Received();
        try (RouteContext context = start(URI, next)) {
            next.await(1);
            assertThat(next.recordIds()).containsExactly(2L);
        }
    }

    @Test
    void continuesAfterBookmarkInFile(@TempDir Path directory) {
        File file = directory.resolve("bookmarks.txt").toFile();
        server.log("System").write(1);
        String uri = "wsman:subscribe?channels=System&start=OLDEST&bookmarkRepository=#file";
        Map<String, Object> first = Map.of("file", FileStateRepository.fileStateRepository(file));
        try (RouteContext context = RouteContext.start(server, first, uri, received)) {
            received.await(1);
        }
        server.log("System").write(2);
        Received next = new Received();
        Map<String, Object> second = Map.of("file", FileStateRepository.fileStateRepository(file));
        try (RouteContext context = RouteContext.start(server, second, uri, next)) {
            next.await(1);
            assertThat(next.recordIds()).containsExactly(2L);
        }
    }

    @Test
    void continuesFromMemoryWhenRouteRestarts() throws Exception {
        server.log("System").write(1);
        try (RouteContext context =
                RouteContext.start(server, Map.of(), "wsman:subscribe?channels=System&start=OLDEST", received)) {
            received.await(1);
            context.stopRoute();
            server.log("System").write(2);
            context.startRoute();
            received.await(2);
            assertThat(received.recordIds()).containsExactly(1L, 2L);
        }
    }

    @Test
    void savesPositionBeforeFirstEvent() {
        try (RouteContext context = start(URI.replace("OLDEST", "NOW"), received)) {
            server.awaitRequest(ServiceOperation.PULL);
            server.log("System").write(1);
            received.await(1);
        }
        assertThat(bookmarks.getState("system")).contains("RecordId=\"1\"");
    }

    @Test
    void beginsAnewWithAnotherQueryUnlessKeyIsSet() {
        String repository = "&start=OLDEST&bookmarkRepository=#bookmarks";
        server.log("System").write(1);
        try (RouteContext context = start("wsman:subscribe?channels=System" + repository, received)) {
            received.await(1);
        }
        Received other = new Received();
        try (RouteContext context =
                start("wsman:subscribe?channels=System&xpath=RAW(*[System[EventID=1]])" + repository, other)) {
            other.await(1);
            assertThat(other.recordIds()).containsExactly(1L);
        }
    }

    @Test
    void rejectsSecondConsumerWithSameKey() {
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).process(received);
                from(URI + "&rendered=true").process(received);
            }
        };
        assertThatThrownBy(() -> RouteContext.start(server, Map.of("bookmarks", bookmarks), routes))
                .hasMessage(
                        "bookmarkKey: another consumer keeps its position under system; set bookmarkKey to a name of"
                                + " its own, so that neither skips events");
    }

    @Test
    void reportsValueThatIsNotBookmark() {
        bookmarks.setState("system", "<broken");
        try (RouteContext context = start(URI, received)) {
            Await.until(
                    "a failure",
                    () -> context.health().getMessage().isPresent()
                            && context.health().getError().isPresent());
            assertThat(context.health().getMessage().orElseThrow())
                    .startsWith("bookmarkRepository: the value of the key system is not a bookmark");
        }
    }

    @Test
    void rejectsSecondConsumerWithSameKeyAgainAndAgain() throws Exception {
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).routeId("route").process(received);
                from(URI + "&rendered=true")
                        .routeId("second")
                        .autoStartup(false)
                        .process(received);
            }
        };
        try (RouteContext context = RouteContext.start(server, Map.of("bookmarks", bookmarks), routes)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> context.context().getRouteController().startRoute("second"))
                        .hasStackTraceContaining("bookmarkKey: another consumer keeps its position under system");
            }
            context.stopRoute();
            context.context().getRouteController().startRoute("second");
            server.log("System").write(1);
            received.await(1);
        }
    }

    @Test
    void endsAfterErrorOfRepository() {
        server.log("System").write(1);
        RecordingExceptionHandler handler = new RecordingExceptionHandler();
        MemoryStateRepository broken = new MemoryStateRepository() {
            @Override
            public void setState(String key, String value) {
                throw new NoClassDefFoundError("com/example/Driver");
            }
        };
        try (RouteContext context = RouteContext.start(
                server,
                Map.of("bookmarks", broken, "handler", handler),
                URI + "&exceptionHandler=#handler",
                received)) {
            Await.until("the report", () -> !handler.reports().isEmpty());
            assertThat(context.health().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(context.health().getDetails()).containsEntry("halted", true);
            assertThat(handler.reports()).singleElement().satisfies(report -> {
                assertThat(report.message()).endsWith("has ended, and the consumer waits for a restart of the route");
                assertThat(report.exception()).isInstanceOf(NoClassDefFoundError.class);
            });
            Await.until("the end on the server", () -> server.openSubscriptions() == 0);
        }
    }
}
