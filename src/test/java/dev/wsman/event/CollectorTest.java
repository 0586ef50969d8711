package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.fixture.Recordings;
import dev.wsman.internal.event.sink.SinkAccess;
import dev.wsman.internal.event.sink.SinkLimits;
import dev.wsman.internal.event.sink.SinkMessage;
import dev.wsman.internal.event.sink.SinkPeer;
import dev.wsman.internal.event.sink.SinkReply;
import dev.wsman.internal.event.sink.SinkSettings;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subscriptions that Windows hosts ask for, compared with the recorded conversation of a host with a collector. */
class CollectorTest {
    private static final String WEC = "/wsman/SubscriptionManager/WEC";
    private static final String NAME = "HOST$@EXAMPLE.ORG";
    private static final SinkPeer HOST = new SinkPeer("10.0.0.1", NAME, List.of(), true);
    private static final URI URL = URI.create("http://collector.example.org:5985");

    private final SinkRouter router = new SinkRouter();
    private final SinkSubscriptions subscriptions = new SinkSubscriptions(silence -> {}, router, URL, settings(false));
    private final BookmarkStore store = BookmarkStore.inMemory();
    private final List<EventDelivery<WindowsEvent>> deliveries = new ArrayList<>();

    private static SinkSettings settings(boolean anonymous) {
        return new SinkSettings(null, 0, null, SinkAccess.of(List.of(), null, null, anonymous), SinkLimits.DEFAULT);
    }

    /** Returns the query of the recorded subscription. */
    private static EventQuery query() {
        return EventQuery.queryList(find(offered(), "QueryList").toXml());
    }

    /** Returns the position after which the recorded subscription continues. */
    private static Bookmark position() {
        return Bookmark.parse(find(offered(), "BookmarkList").toXml());
    }

    /** Returns the recorded reply of a collector of Windows. */
    private static Tree offered() {
        return XmlFactories.parse(recorded("02-EnumerateResponse.xml"));
    }

    /** Returns the recorded delivery without the text after it. */
    private static Tree events() {
        String text = recorded("05-Events.xml");
        return XmlFactories.parse(text.substring(0, text.lastIndexOf('>', text.lastIndexOf("'")) + 1));
    }

    /** Returns the position after the recorded events. */
    private static Bookmark delivered() {
        return Bookmark.parse(find(events(), "BookmarkList").toXml());
    }

    private SourceInitiatedSubscription.Builder<WindowsEvent> toto() {
        return SourceInitiatedSubscription.eventLog("Toto", query())
                .compressed(true)
                .rendered(true)
                .heartbeat(Duration.ofHours(1))
                .bookmarks(store)
                .handler(deliveries::add);
    }

    private SinkReply send(String path, SinkPeer peer, String message) {
        return router.handle(new SinkMessage(path, peer, message.getBytes(StandardCharsets.UTF_8), null));
    }

    private static String recorded(String file) {
        try {
            return Files.readString(Recordings.ofServers("windows/wef/" + file)).replace("\\'", "'");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Tree enumerate() {
        SinkReply reply = send(WEC, HOST, recorded("01-Enumerate.xml"));
        assertThat(reply.status()).isEqualTo(200);
        return XmlFactories.parse(reply.envelope());
    }

    private static Tree items(Tree envelope) {
        return find(envelope, "Items");
    }

    private static Tree find(Tree element, String name) {
        for (Tree child : element.elements()) {
            Tree found = child.localName().equals(name) ? child : find(child, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String deliver(String file) {
        String identifier = find(items(enumerate()), "Identifier").text();
        String path = URI.create(
                        find(find(items(enumerate()), "NotifyTo"), "Address").text())
                .getPath();
        SinkReply reply = send(path, HOST, withIdentifier(file, identifier));
        assertThat(reply.status()).isEqualTo(200);
        return reply.envelope();
    }

    private static String withIdentifier(String file, String identifier) {
        return recorded(file).replace(find(offered(), "Identifier").text(), identifier);
    }

    @Test
    void repliesToEnumerateAsCollectorOfWindows() {
        subscriptions.offer(toto().build());
        store.save("Toto", NAME, position());

        Tree reply = enumerate();
        Tree expected = offered();

        assertThat(paths(reply)).containsAll(paths(expected));
        assertThat(find(reply, "RelatesTo").text())
                .isEqualTo(find(expected, "RelatesTo").text());
        assertThat(find(reply, "OperationID").text())
                .isEqualTo(find(expected, "OperationID").text());
        for (String same : List.of("OptionSet", "Policy", "Filter", "Bookmark", "ConnectionRetry", "MaxTime")) {
            assertThat(text(find(items(reply), same))).as(same).isEqualTo(text(find(items(expected), same)));
        }
    }

    /** Returns the names, attributes and texts of an element without white space around them. */
    private static String text(Tree element) {
        StringBuilder text = new StringBuilder(element.name().toString());
        for (int i = 0; i < element.attributeCount(); i++) {
            text.append(element.attributeName(i)).append('=').append(element.attributeValue(i));
        }
        text.append(element.text().strip().replace("PT60.0S", "PT60.000S"));
        element.elements().forEach(child -> text.append('(').append(text(child)).append(')'));
        return text.toString();
    }

    /** Returns the path of each element. */
    private static List<String> paths(Tree element) {
        List<String> paths = new ArrayList<>();
        collect(element, "", paths);
        return paths;
    }

    private static void collect(Tree element, String above, List<String> paths) {
        String path = above + "/" + element.name();
        paths.add(path);
        element.elements().forEach(child -> collect(child, path, paths));
    }

    /** The host cuts the envelope out of the reply (MS-WSMV), so that it must declare its namespaces itself. */
    @Test
    void declaresNamespacesInEachEmbeddedEnvelope() {
        subscriptions.offer(toto().build());
        String reply = send(WEC, HOST, recorded("01-Enumerate.xml")).envelope();

        int start = reply.indexOf("<s:Envelope", 1);
        String embedded = reply.substring(start, reply.indexOf("</s:Envelope>", start) + "</s:Envelope>".length());

        assertThat(XmlFactories.parse(embedded).is(Namespaces.SOAP, "Envelope")).isTrue();
    }

    @Test
    void changesVersionWithEachParameterButNotWithBookmark() {
        subscriptions.offer(toto().build());
        String version = find(enumerate(), "Version").text();
        assertThat(version).matches("uuid:[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}");
        assertThat(find(enumerate(), "Version").text()).isEqualTo(version);

        store.save("Toto", NAME, position());
        assertThat(find(enumerate(), "Version").text()).isEqualTo(version);

        List<SourceInitiatedSubscription<WindowsEvent>> changed = List.of(
                toto().heartbeat(Duration.ofHours(2)).build(),
                toto().retry(3, Duration.ofSeconds(60)).build(),
                toto().maxLatency(Duration.ofSeconds(1)).build(),
                toto().batchItems(20).build(),
                toto().maxEnvelopeSize(100_000).build(),
                toto().compressed(false).build(),
                toto().rendered(false).build(),
                toto().locale(java.util.Locale.GERMANY).build(),
                toto().readExisting(true).build(),
                toto().tolerateMissingChannels(false).build(),
                toto().expires(Duration.ofMinutes(10)).build(),
                toto().issuerThumbprint("ab".repeat(20)).build());
        for (SourceInitiatedSubscription<WindowsEvent> other : changed) {
            subscriptions.offer(other);
            assertThat(find(enumerate(), "Version").text()).isNotEqualTo(version);
        }
    }

    @Test
    void keepsAddressAndVersionAfterRestart() {
        subscriptions.offer(toto().build());
        Tree before = enumerate();

        SinkRouter restarted = new SinkRouter();
        new SinkSubscriptions(silence -> {}, restarted, URL, settings(false)).offer(toto().build());
        SinkReply reply = restarted.handle(
                new SinkMessage(WEC, HOST, recorded("01-Enumerate.xml").getBytes(StandardCharsets.UTF_8), null));
        Tree after = XmlFactories.parse(reply.envelope());

        assertThat(find(after, "Version").text())
                .isEqualTo(find(before, "Version").text());
        assertThat(find(find(after, "NotifyTo"), "Address").text())
                .isEqualTo(find(find(before, "NotifyTo"), "Address").text());
    }

    @Test
    void usesPathThatCannotBeGuessedWithoutAuthentication() {
        SinkRouter open = new SinkRouter();
        new SinkSubscriptions(silence -> {}, open, URI.create("http://srv:5985"), settings(true)).offer(toto().build());
        SinkReply reply = open.handle(
                new SinkMessage(WEC, HOST, recorded("01-Enumerate.xml").getBytes(StandardCharsets.UTF_8), null));

        String address = find(find(XmlFactories.parse(reply.envelope()), "NotifyTo"), "Address")
                .text();
        assertThat(address).matches("http://srv:5985/wsman/subscriptions/[A-Za-z0-9_-]{32}");
    }

    @Test
    void asksForCertificateOfIssuer() {
        subscriptions.offer(toto().issuerThumbprint("aa:bb ".repeat(10)).build());

        Tree policy = find(enumerate(), "Policy");
        assertThat(find(policy, "Authentication").attribute("", "Profile")).endsWith("/http/mutual");
        assertThat(find(policy, "Thumbprint").attribute("", "Role")).isEqualTo("issuer");
        assertThat(find(policy, "Thumbprint").text()).isEqualTo("AABB".repeat(10));
        assertThat(find(policy, "Thumbprint").namespace())
                .isEqualTo("http://schemas.microsoft.com/wbem/wsman/1/authentication");
    }

    @Test
    void offersNothingToOtherSources() {
        subscriptions.offer(
                toto().sources(source -> source.principal().orElse("").startsWith("OTHER"))
                        .build());

        assertThat(items(enumerate()).hasElements()).isFalse();
        assertThat(find(enumerate(), "EndOfSequence")).isNotNull();
    }

    @Test
    void savesPositionAfterHandlerAndBeforeAcknowledgement() {
        subscriptions.offer(toto().handler(delivery -> {
                    assertThat(store.load("Toto", NAME)).isEmpty();
                    deliveries.add(delivery);
                })
                .build());

        String ack = deliver("05-Events.xml");

        assertThat(ack).contains(">http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack<");
        assertThat(deliveries).singleElement().satisfies(delivery -> {
            assertThat(delivery.subscription()).isEqualTo("Toto");
            assertThat(delivery.events()).hasSize(21);
            assertThat(delivery.source().machineId())
                    .hasValue(find(events(), "MachineID").text().strip());
        });
        assertThat(store.load("Toto", NAME).map(Bookmark::positions))
                .hasValue(delivered().positions());
        assertThat(Bookmark.parse(find(enumerate(), "BookmarkList").toXml()).positions())
                .isEqualTo(delivered().positions());
    }

    @Test
    void refusesDeliveryIfPositionCannotBeSaved() {
        BookmarkStore broken = new BookmarkStore() {
            @Override
            public Optional<Bookmark> load(String subscription, String source) {
                return Optional.empty();
            }

            @Override
            public void save(String subscription, String source, Bookmark bookmark) {
                throw new IllegalStateException("disk full");
            }
        };
        subscriptions.offer(toto().bookmarks(broken).build());
        String path = URI.create(find(find(enumerate(), "NotifyTo"), "Address").text())
                .getPath();
        String identifier = find(enumerate(), "Identifier").text();

        SinkReply reply = send(path, HOST, withIdentifier("05-Events.xml", identifier));

        assertThat(reply.status()).isEqualTo(503);
    }

    @Test
    void reportsWhenSourcesWereSeen() {
        subscriptions.offer(toto().build());
        deliver("03-Heartbeat.xml");

        assertThat(router.collector().sources()).singleElement().satisfies(status -> {
            assertThat(status.subscription()).isEqualTo("Toto");
            assertThat(status.source().name()).isEqualTo(NAME);
            assertThat(status.lastEvents()).isEmpty();
        });
        deliver("05-Events.xml");
        assertThat(router.collector().sources().get(0).lastEvents()).isPresent();
    }

    private SourceInitiatedSubscription.Builder<WindowsEvent> other() {
        return SourceInitiatedSubscription.eventLog("Other", EventQuery.channel("System"))
                .handler(deliveries::add);
    }

    /** Records what happens to sources besides their events. */
    private static final class SourceRecorder implements SourceListener {
        private final List<String> calls = new ArrayList<>();

        @Override
        public void refused(String subscription, SourceIdentity source, Exception failure) {
            calls.add("refused " + subscription + ": " + failure.getMessage());
        }

        @Override
        public void replayed(String subscription, SourceIdentity source, List<String> channels) {
            calls.add("replayed " + channels + " at " + source.name());
        }
    }

    @Test
    void offersOtherSubscriptionsIfStoreOrPredicateOfOneFails() {
        SourceRecorder recorder = new SourceRecorder();
        BookmarkStore broken = new BookmarkStore() {
            @Override
            public Optional<Bookmark> load(String subscription, String source) {
                throw new IllegalStateException("disk is gone");
            }

            @Override
            public void save(String subscription, String source, Bookmark bookmark) {}
        };
        subscriptions.offer(toto().bookmarks(broken).listener(recorder).build());
        subscriptions.offer(SourceInitiatedSubscription.eventLog("Failing", EventQuery.channel("System"))
                .sources(source -> {
                    throw new IllegalStateException("directory is down");
                })
                .listener(recorder)
                .handler(deliveries::add)
                .build());
        subscriptions.offer(other().build());

        assertThat(items(enumerate()).elements()).hasSize(1);
        assertThat(find(enumerate(), "Option").text()).isEqualTo("Other");
        assertThat(recorder.calls).contains("refused Toto: disk is gone", "refused Failing: directory is down");
    }

    @Test
    void repliesUnavailableIfPredicateFails() {
        List<Boolean> fails = new ArrayList<>();
        subscriptions.offer(toto().sources(source -> {
                    if (!fails.isEmpty()) {
                        throw new IllegalStateException("directory is down");
                    }
                    return true;
                })
                .build());
        String path = URI.create(find(find(enumerate(), "NotifyTo"), "Address").text())
                .getPath();
        String message =
                withIdentifier("05-Events.xml", find(enumerate(), "Identifier").text());
        fails.add(true);

        assertThat(send(path, HOST, message).status()).isEqualTo(503);
        assertThat(deliveries).isEmpty();
    }

    /** A channel that is added to a query is replayed from its start on the whole fleet (openwec). */
    @Test
    void reportsChannelThatSourceReplaysOnce() {
        SourceRecorder recorder = new SourceRecorder();
        store.save("Toto", NAME, position());
        subscriptions.offer(toto().listener(recorder).build());
        enumerate();
        assertThat(recorder.calls).isEmpty();

        subscriptions.offer(SourceInitiatedSubscription.eventLog("Toto", query().andChannel("Security"))
                .bookmarks(store)
                .listener(recorder)
                .handler(deliveries::add)
                .build());
        enumerate();
        enumerate();

        assertThat(recorder.calls).containsExactly("replayed [Security] at " + NAME);
    }

    /** A bookmark of a query that reads backward loses events (openwec issue 291). */
    @Test
    void offersPositionWithoutBackwardDirection() {
        store.save(
                "Toto",
                NAME,
                Bookmark.parse("<BookmarkList Direction='backward'><Bookmark Channel='System' RecordId='7'"
                        + " IsCurrent='true'/></BookmarkList>"));
        subscriptions.offer(toto().build());

        Tree list = find(enumerate(), "BookmarkList");
        assertThat(list.attribute("", "Direction")).isNull();
        assertThat(find(list, "Bookmark").attribute("", "RecordId")).isEqualTo("7");
    }

    @Test
    void rejectsOfferWhoseDeliveriesSinkRefuses() {
        SourceInitiatedSubscription<WindowsEvent> large = SourceInitiatedSubscription.eventLog(
                        "Large", EventQuery.channel("System"))
                .maxEnvelopeSize(2 << 20)
                .handler(deliveries::add)
                .build();
        assertThatThrownBy(() -> subscriptions.offer(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("maxEnvelopeSize")
                .hasMessageContaining("maxMessageSize of 1048576");
    }

    /** A connection that is closed before each heartbeat costs its source a login. */
    @Test
    void keepsConnectionsAsLongAsHeartbeats() {
        List<Duration> kept = new ArrayList<>();
        new SinkSubscriptions(kept::add, router, URL, settings(false))
                .offer(toto().heartbeat(Duration.ofHours(3)).build());
        assertThat(kept).containsExactly(Duration.ofHours(3));
    }

    @Test
    void removesPositionsThatWereUsedLeastRecently() {
        Bookmark bookmark = Bookmark.parse("<a/>");
        MemoryBookmarks bounded = new MemoryBookmarks(320);
        bounded.save("s", "one", bookmark);
        bounded.save("s", "two", bookmark);
        bounded.save("s", "two", bookmark);
        bounded.load("s", "one");
        bounded.save("s", "three", bookmark);

        assertThat(bounded.load("s", "one")).isPresent();
        assertThat(bounded.load("s", "two")).isEmpty();
        assertThat(bounded.load("s", "three")).isPresent();
    }

    @Test
    void refusesPositionsOfMoreSourcesThanDirectoryHolds(@TempDir Path directory) {
        Bookmark bookmark = Bookmark.parse("<a/>");
        BookmarkStore bounded = DirectoryBookmarks.in(directory, 2);
        bounded.save("s", "one", bookmark);
        bounded.save("s", "two", bookmark);

        assertThatThrownBy(() -> bounded.save("s", "three", bookmark))
                .isInstanceOf(java.io.UncheckedIOException.class)
                .hasRootCauseMessage("the directory has the positions of 2 sources; remove those that no longer exist"
                        + " and restart the program");
        bounded.save("s", "two", bookmark);
        bounded.save("t", "three", bookmark);
        assertThatThrownBy(() -> DirectoryBookmarks.in(directory, 2).save("s", "three", bookmark))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }

    @Test
    void stopsServingAfterWithdrawal() {
        subscriptions.offer(toto().build());
        String path = URI.create(find(find(enumerate(), "NotifyTo"), "Address").text())
                .getPath();
        String message =
                withIdentifier("05-Events.xml", find(enumerate(), "Identifier").text());
        assertThat(send(path, HOST, message).status()).isEqualTo(200);
        deliveries.clear();
        subscriptions.offer(other().build());
        subscriptions.withdraw("Toto");

        assertThat(items(enumerate()).elements()).hasSize(1);
        assertThat(find(enumerate(), "Option").text()).isEqualTo("Other");
        assertThat(send(path, HOST, message).status()).isEqualTo(404);
        assertThat(deliveries).isEmpty();
    }

    @Test
    void repliesToEndWithoutContent() {
        subscriptions.offer(toto().build());

        assertThat(send(WEC, HOST, recorded("08-End.xml"))).isEqualTo(new SinkReply(204, null));
    }

    @Test
    void servesOtherPathToo() {
        subscriptions.offer(toto().path("/linux/collector").build());

        assertThat(send(WEC, HOST, recorded("01-Enumerate.xml")).status()).isEqualTo(404);
        assertThat(send("/linux/collector", HOST, recorded("01-Enumerate.xml")).status())
                .isEqualTo(200);
    }

    @Test
    void keepsPositionsInDirectory(@TempDir Path directory) throws IOException {
        BookmarkStore files = BookmarkStore.directory(directory.resolve("positions"));
        files.save("a/../b", "CN=x, O=y", position());
        files.save("a/../b", "CN=x; O=y", Bookmark.parse("<other/>"));

        BookmarkStore reopened = BookmarkStore.directory(directory.resolve("positions"));
        assertThat(reopened.load("a/../b", "CN=x, O=y")).hasValue(position());
        assertThat(reopened.load("a/../b", "CN=x; O=y")).hasValue(Bookmark.parse("<other/>"));
        assertThat(reopened.load("a", "CN=x, O=y")).isEmpty();
        try (var all = Files.walk(directory)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(2).allMatch(file -> file.toString()
                    .endsWith(".xml"));
        }
    }

    @Test
    void rejectsRetryOfWhichOnlyOnePartIsZero() {
        SourceInitiatedSubscription.Builder<WindowsEvent> builder =
                SourceInitiatedSubscription.eventLog("System", EventQuery.channel("System"));
        assertThatThrownBy(() -> builder.retry(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both");
        assertThatThrownBy(() -> builder.retry(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.retry(0, Duration.ZERO)).isNotNull();
    }
}
