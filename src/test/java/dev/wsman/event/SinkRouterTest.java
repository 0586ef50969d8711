package dev.wsman.event;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.event.DeliveredEvents;
import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.sink.SinkMessage;
import dev.wsman.internal.event.sink.SinkPeer;
import dev.wsman.internal.event.sink.SinkReply;
import dev.wsman.internal.xml.Namespaces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How messages of sources find their subscription, and what is replied. */
class SinkRouterTest {
    private static final SinkPeer PEER = new SinkPeer("127.0.0.1", null, List.of(), false);

    private final SinkRouter router = new SinkRouter();
    private final String token = SinkRouter.newToken();

    /** A subscription that keeps the texts of its events, after a step that a test may set. */
    private static final class Recorder implements SinkRoute {
        final List<String> received = Collections.synchronizedList(new ArrayList<>());
        final List<Exception> refused = Collections.synchronizedList(new ArrayList<>());
        private final String identifier;
        private final SerialDeliveries line = new SerialDeliveries(1);
        volatile SerialDeliveries.@Nullable Step before;

        Recorder(String identifier) {
            this.identifier = identifier;
        }

        /** Keeps each message in the handler until {@code end}. */
        void holdUntil(CountDownLatch end, CountDownLatch begun) {
            before = () -> {
                begun.countDown();
                end.await();
            };
        }

        @Override
        public String identifier() {
            return identifier;
        }

        @Override
        public SinkReply handle(DeliveredMessage message, SourceIdentity source, String path) {
            return line.handle(
                    message,
                    () -> {
                        SerialDeliveries.Step step = before;
                        if (step != null) {
                            step.run();
                        }
                        received.addAll(
                                DeliveredEvents.ofWindows(event -> event.xml()).read(message, (xml, reason) -> {}));
                    },
                    refused::add);
        }
    }

    private static String message(@Nullable String identifier, String operation, String event) {
        return "<s:Envelope xmlns:s='" + Namespaces.SOAP + "' xmlns:a='" + Namespaces.ADDRESSING + "' xmlns:w='"
                + Namespaces.WSMAN + "' xmlns:p='" + Namespaces.MS_WSMAN + "' xmlns:e='" + Namespaces.EVENTING
                + "'><s:Header><a:Action>http://schemas.dmtf.org/wbem/wsman/1/wsman/Events</a:Action>"
                + "<a:MessageID>uuid:" + java.util.UUID.randomUUID() + "</a:MessageID>"
                + (operation.isEmpty()
                        ? ""
                        : "<p:OperationID>uuid:" + operation + "</p:OperationID><p:SequenceId>1</p:SequenceId>")
                + (identifier == null ? "" : "<e:Identifier>\n " + identifier + "\n</e:Identifier>")
                + "<w:AckRequested/></s:Header><s:Body><w:Events><w:Event><Event>" + event
                + "</Event></w:Event></w:Events></s:Body></s:Envelope>";
    }

    private SinkReply send(String path, String message) {
        return router.handle(new SinkMessage(path, PEER, message.getBytes(StandardCharsets.UTF_8), null));
    }

    @Test
    void refusesUnknownTokenWithoutCallingHandler() {
        Recorder route = new Recorder("id");
        router.add(token, route);

        String wrong = token.substring(0, token.length() - 1) + (token.endsWith("A") ? 'B' : 'A');
        for (String path : List.of("/", "/wsman", SinkRouter.path(wrong), SinkRouter.path(""), SinkRouter.path("a"))) {
            assertThat(send(path, message("id", "", "x")).status()).as(path).isEqualTo(404);
        }
        assertThat(route.received).isEmpty();
    }

    @Test
    void findsSubscriptionsOnOnePathByIdentifier() {
        Recorder one = new Recorder("AAAA");
        Recorder two = new Recorder("BBBB");
        router.add(token, one);
        router.add(token, two);

        assertThat(send(SinkRouter.path(token), message("uuid:bbbb", "", "x")).status())
                .isEqualTo(200);
        assertThat(send(SinkRouter.path(token) + "?q=1", message("AAAA", "", "y"))
                        .status())
                .isEqualTo(200);
        assertThat(send(SinkRouter.path(token), message("CCCC", "", "z")).status())
                .isEqualTo(404);
        assertThat(send(SinkRouter.path(token), message(null, "", "z")).status())
                .isEqualTo(404);

        assertThat(two.received).containsExactly("<Event>x</Event>");
        assertThat(one.received).containsExactly("<Event>y</Event>");
    }

    @Test
    void acceptsMessageWithoutIdentifierIfPathHasOneSubscription() {
        Recorder route = new Recorder("id");
        router.add(token, route);

        assertThat(send(SinkRouter.path(token), message(null, "", "x")).status())
                .isEqualTo(200);
        router.remove(token, route);
        assertThat(send(SinkRouter.path(token), message(null, "", "y")).status())
                .isEqualTo(404);
        assertThat(route.received).containsExactly("<Event>x</Event>");
    }

    @Test
    void acceptsPathBehindProxyWithPrefix() {
        router.add(token, new Recorder("id"));

        assertThat(send("/prefix" + SinkRouter.path(token), message("id", "", "x"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void repliesUnavailableIfHandlerFails() {
        Recorder route = new Recorder("id");
        router.add(token, route);
        route.before = () -> {
            throw new IllegalStateException("database is down");
        };

        SinkReply reply = send(SinkRouter.path(token), message("id", "1", "x"));
        assertThat(reply).isEqualTo(new SinkReply(503, null));
        assertThat(route.refused).singleElement().isInstanceOf(IllegalStateException.class);

        route.before = null;
        assertThat(send(SinkRouter.path(token), message("id", "1", "x")).envelope())
                .contains("wsman/Ack<");
        assertThat(route.received).containsExactly("<Event>x</Event>");
    }

    @Test
    void handlesRetransmissionOnceButAcknowledgesIt() {
        Recorder route = new Recorder("id");
        router.add(token, route);

        assertThat(send(SinkRouter.path(token), message("id", "1", "x")).status())
                .isEqualTo(200);
        assertThat(send(SinkRouter.path(token), message("id", "1", "x")).envelope())
                .contains("wsman/Ack<");
        assertThat(send(SinkRouter.path(token), message("id", "2", "y")).status())
                .isEqualTo(200);

        assertThat(route.received).containsExactly("<Event>x</Event>", "<Event>y</Event>");
    }

    @Test
    void acknowledgesOnlyAfterHandlerHasReturned() throws Exception {
        Recorder route = new Recorder("id");
        router.add(token, route);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        route.holdUntil(end, begun);

        CompletableFuture<SinkReply> reply =
                CompletableFuture.supplyAsync(() -> send(SinkRouter.path(token), message("id", "1", "x")));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(reply).isNotDone();
        end.countDown();
        assertThat(reply.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    /** A source that did not get a reply in time sends again while the handler is still busy. */
    @Test
    void handlesMessagesOfOneSourceInOrder() throws Exception {
        Recorder route = new Recorder("id");
        router.add(token, route);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        route.holdUntil(end, begun);

        CompletableFuture<SinkReply> first = sendAside(message("id", "1", "x"));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<SinkReply> again = sendAside(message("id", "1", "x"));
        await("the second message waits", route.line::hasWaiting);
        assertThat(again).isNotDone();
        end.countDown();

        assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(again.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(route.received).containsExactly("<Event>x</Event>");
    }

    @Test
    void handlesWaitingMessageAfterOneBefore() throws Exception {
        Recorder route = new Recorder("id");
        router.add(token, route);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        route.holdUntil(end, begun);
        CompletableFuture<SinkReply> first = sendAside(message("id", "1", "x"));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<SinkReply> second = sendAside(message("id", "2", "y"));
        await("the second message waits", route.line::hasWaiting);
        assertThat(route.received).isEmpty();
        end.countDown();

        assertThat(second.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(route.received).containsExactly("<Event>x</Event>", "<Event>y</Event>");
    }

    /** Otherwise one source could occupy all threads of the sink. */
    @Test
    void repliesUnavailableIfMessageOfSourceAlreadyWaits() throws Exception {
        Recorder route = new Recorder("id");
        router.add(token, route);
        CountDownLatch end = new CountDownLatch(1);
        route.before = end::await;
        CompletableFuture<SinkReply> first = sendAside(message("id", "1", "x"));
        CompletableFuture<SinkReply> second = sendAside(message("id", "2", "y"));
        await("a message waits", route.line::hasWaiting);

        assertThat(sendAside(message("id", "3", "z")).get(20, TimeUnit.SECONDS).status())
                .isEqualTo(503);
        end.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(second.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(route.received).containsExactlyInAnyOrder("<Event>x</Event>", "<Event>y</Event>");
    }

    private CompletableFuture<SinkReply> sendAside(String message) {
        CompletableFuture<SinkReply> reply = new CompletableFuture<>();
        Thread sender = new Thread(() -> reply.complete(send(SinkRouter.path(token), message)));
        sender.setDaemon(true);
        sender.start();
        return reply;
    }

    @Test
    void closesOtherSubscriptionsIfOneFails() {
        AtomicInteger closed = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            router.add(SinkRouter.newToken(), new SinkRoute() {
                @Override
                public String identifier() {
                    return "id";
                }

                @Override
                public SinkReply handle(DeliveredMessage message, SourceIdentity source, String path) {
                    throw new AssertionError("no message was sent");
                }

                @Override
                public void close(Duration limit) {
                    assertThat(limit).isBetween(Duration.ofMillis(1), Duration.ofSeconds(5));
                    closed.incrementAndGet();
                    throw new IllegalStateException("of the session");
                }
            });
        }
        router.close(Duration.ofSeconds(5));

        assertThat(closed).hasValue(3);
        assertThatThrownBy(() -> router.add(token, new Recorder("id"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void repliesOkToEmptyMessageWithWhichWindowsOpensConnection() {
        router.add(token, new Recorder("id"));

        assertThat(send(SinkRouter.path(token), "")).isEqualTo(new SinkReply(200, null));
        assertThat(send("/wsman/SubscriptionManager/WEC", "").status()).isEqualTo(404);
    }

    @Test
    void refusesWhatIsNotSoap() {
        router.add(token, new Recorder("id"));

        assertThat(send(SinkRouter.path(token), "hello").status()).isEqualTo(400);
    }
}
