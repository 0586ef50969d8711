package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.event.DeliveredEvents;
import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.sink.SinkMessage;
import dev.wsman.internal.event.sink.SinkPeer;
import dev.wsman.internal.event.sink.SinkReply;
import dev.wsman.internal.xml.Namespaces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How messages of sources find their subscription, and what is replied. */
class SinkRouterTest {
    private static final SinkPeer PEER = new SinkPeer("127.0.0.1", null, List.of(), false);

    private final SinkRouter router = new SinkRouter();
    private final String token = SinkRouter.newToken();

    /** A subscription that keeps the texts of its events, and fails if it is told to. */
    private static final class Recorder implements SinkRoute {
        final List<String> received = Collections.synchronizedList(new ArrayList<>());
        final List<Exception> refused = Collections.synchronizedList(new ArrayList<>());
        private final String identifier;
        private final DeliveryLine line = new DeliveryLine();
        volatile DeliveryLine.@Nullable Step before;

        Recorder(String identifier) {
            this.identifier = identifier;
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
                        DeliveryLine.Step step = before;
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
    void tellsTwoSubscriptionsOnOnePathApartByIdentifier() {
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
        route.before = () -> {
            begun.countDown();
            end.await();
        };

        CompletableFuture<SinkReply> reply =
                CompletableFuture.supplyAsync(() -> send(SinkRouter.path(token), message("id", "1", "x")));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(reply).isNotDone();
        end.countDown();
        assertThat(reply.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    /** A source that did not get a reply in time sends again while the handler is still busy. */
    @Test
    void handlesMessagesOfOneSourceInOrder() throws Exception {
        Recorder route = new Recorder("id");
        router.add(token, route);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        route.before = () -> {
            begun.countDown();
            end.await();
        };

        CompletableFuture<SinkReply> first =
                CompletableFuture.supplyAsync(() -> send(SinkRouter.path(token), message("id", "1", "x")));
        begun.await();
        CompletableFuture<SinkReply> again =
                CompletableFuture.supplyAsync(() -> send(SinkRouter.path(token), message("id", "1", "x")));
        end.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(again.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(route.received).containsExactly("<Event>x</Event>");
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
