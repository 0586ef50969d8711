package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.fixture.Recordings;
import dev.wsman.internal.event.sink.SinkMessage;
import dev.wsman.internal.event.sink.SinkPeer;
import dev.wsman.internal.event.sink.SinkReply;
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
    private static final String QUERY =
            "<QueryList><Query Id=\"0\"><Select Path=\"Microsoft-Windows-WinRM/Operational\">"
                    + "*[System[(Level=1  or Level=2 or Level=3 or Level=4 or Level=0 or Level=5)]]</Select></Query></QueryList>";
    private static final String POSITION = "<BookmarkList><Bookmark Channel=\"Microsoft-Windows-WinRM/Operational\""
            + " RecordId=\"149140\" IsCurrent=\"true\"/></BookmarkList>";
    private static final SinkPeer HOST = new SinkPeer("10.0.0.1", "WIN10$@WINDOMAIN.LOCAL", List.of(), true);

    private final SinkRouter router = new SinkRouter();
    private final SinkSubscriptions subscriptions =
            new SinkSubscriptions(router, URI.create("http://srv.windomain.local:5985"), false);
    private final BookmarkStore store = BookmarkStore.inMemory();
    private final List<EventDelivery<WindowsEvent>> deliveries = new ArrayList<>();

    private SourceInitiatedSubscription.Builder<WindowsEvent> toto() {
        return SourceInitiatedSubscription.eventLog("Toto", EventQuery.queryList(QUERY))
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
        SinkReply reply = send(path, HOST, recorded(file).replace("219C5353-5F3D-4CD7-A644-F6B69E57C1C1", identifier));
        assertThat(reply.status()).isEqualTo(200);
        return reply.envelope();
    }

    @Test
    void repliesToEnumerateAsCollectorOfWindows() {
        subscriptions.offer(toto().build());
        store.save("Toto", "WIN10$@WINDOMAIN.LOCAL", Bookmark.parse(POSITION));

        Tree reply = enumerate();
        Tree expected = XmlFactories.parse(recorded("02-EnumerateResponse.xml"));

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

        store.save("Toto", "WIN10$@WINDOMAIN.LOCAL", Bookmark.parse(POSITION));
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
        new SinkSubscriptions(restarted, URI.create("http://srv.windomain.local:5985"), false).offer(toto().build());
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
        new SinkSubscriptions(open, URI.create("http://srv:5985"), true).offer(toto().build());
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
                    assertThat(store.load("Toto", "WIN10$@WINDOMAIN.LOCAL")).isEmpty();
                    deliveries.add(delivery);
                })
                .build());

        String ack = deliver("05-Events.xml");

        assertThat(ack).contains(">http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack<");
        assertThat(deliveries).singleElement().satisfies(delivery -> {
            assertThat(delivery.subscription()).isEqualTo("Toto");
            assertThat(delivery.events()).hasSize(21);
            assertThat(delivery.source().machineId()).hasValue("win10.windomain.local");
        });
        assertThat(store.load("Toto", "WIN10$@WINDOMAIN.LOCAL").map(Bookmark::positions))
                .hasValueSatisfying(positions -> assertThat(positions).containsValue(149161L));
        assertThat(find(find(enumerate(), "Subscribe"), "Bookmark").toXml()).contains("149161");
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

        SinkReply reply =
                send(path, HOST, recorded("05-Events.xml").replace("219C5353-5F3D-4CD7-A644-F6B69E57C1C1", identifier));

        assertThat(reply.status()).isEqualTo(503);
    }

    @Test
    void knowsWhenSourcesWereSeen() {
        subscriptions.offer(toto().build());
        deliver("03-Heartbeat.xml");

        assertThat(router.collector().sources()).singleElement().satisfies(status -> {
            assertThat(status.subscription()).isEqualTo("Toto");
            assertThat(status.source().name()).isEqualTo("WIN10$@WINDOMAIN.LOCAL");
            assertThat(status.lastEvents()).isEmpty();
        });
        deliver("05-Events.xml");
        assertThat(router.collector().sources().get(0).lastEvents()).isPresent();
    }

    @Test
    void stopsServingAfterWithdrawal() {
        subscriptions.offer(toto().build());
        String path = URI.create(find(find(enumerate(), "NotifyTo"), "Address").text())
                .getPath();
        subscriptions.offer(SourceInitiatedSubscription.eventLog("Other", EventQuery.channel("System"))
                .handler(deliveries::add)
                .build());
        subscriptions.withdraw("Toto");

        assertThat(items(enumerate()).elements()).hasSize(1);
        assertThat(find(enumerate(), "Option").text()).isEqualTo("Other");
        assertThat(send(path, HOST, recorded("05-Events.xml")).status()).isEqualTo(404);
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
        files.save("a/../b", "CN=x, O=y", Bookmark.parse(POSITION));
        files.save("a/../b", "CN=x; O=y", Bookmark.parse("<other/>"));

        BookmarkStore reopened = BookmarkStore.directory(directory.resolve("positions"));
        assertThat(reopened.load("a/../b", "CN=x, O=y")).hasValue(Bookmark.parse(POSITION));
        assertThat(reopened.load("a/../b", "CN=x; O=y")).hasValue(Bookmark.parse("<other/>"));
        assertThat(reopened.load("a", "CN=x, O=y")).isEmpty();
        try (var all = Files.walk(directory)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(2).allMatch(file -> file.toString()
                    .endsWith(".xml"));
        }
    }

    @Test
    void rejectsRetryOfWhichOnlyOnePartIsZero() {
        assertThatThrownBy(() -> toto().retry(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both");
        assertThatThrownBy(() -> toto().retry(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThat(toto().retry(0, Duration.ZERO)).isNotNull();
    }
}
