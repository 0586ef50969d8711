package dev.wsman;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.envelope;
import static dev.wsman.fixture.SessionFixture.items;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.LogRecorder;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.internal.transport.RawServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs may drop a session without closing it; its sockets must not stay open. */
class AbandonedSessionIT {
    private static final String FOUND = envelope("<p:A xmlns:p='urn:a'><p:Id>x</p:Id></p:A>");
    private static final String FIRST = envelope("<n:EnumerateResponse><n:EnumerationContext>c</n:EnumerationContext>"
            + "<w:Items>" + items(1, 2) + "</w:Items></n:EnumerateResponse>");
    private static final String LAST =
            envelope("<n:PullResponse><n:Items>" + items(3, 4) + "</n:Items><n:EndOfSequence/></n:PullResponse>");

    /** The levels of the log messages that name an endpoint. */
    private static List<Level> levels(LogRecorder recorder, String endpoint) {
        return recorder.records().stream()
                .filter(each -> each.getLoggerName().equals("dev.wsman"))
                .filter(each -> List.of(each.getParameters() == null ? new Object[0] : each.getParameters())
                                .contains(endpoint)
                        || each.getMessage().contains(endpoint))
                .map(LogRecord::getLevel)
                .toList();
    }

    private static RawServer server() throws IOException {
        return new RawServer(wire -> {
            for (String request = wire.read(); request != null; request = wire.read()) {
                String reply = request.contains("Enumerate>") ? FIRST : request.contains("Pull>") ? LAST : FOUND;
                wire.write(RawServer.response(200, SOAP_TYPE, reply));
            }
        });
    }

    private static String endpoint(RawServer server) {
        return "http://127.0.0.1:" + server.port() + "/wsman";
    }

    /** A separate method, so that no stack frame refers to the session afterwards. */
    private static void useAndDrop(RawServer server) {
        Session session = Session.open(endpoint(server));
        assertThat(session.get(MANY.selector("Id", "x")).text("Id")).contains("x");
    }

    private static void collectUntil(String what, BooleanSupplier condition) {
        SessionFixture.awaitCollection(what, condition);
    }

    /** The number of open sessions that use the shared stubs. */
    private static int stubUsers() throws ReflectiveOperationException {
        Field users = Class.forName("dev.wsman.internal.cxf.Stubs").getDeclaredField("users");
        users.setAccessible(true);
        return users.getInt(null);
    }

    @Test
    void closesConnectionsOfDroppedSessionAndWarnsOnce() throws Exception {
        AbandonedSessions.WARNED.set(false);
        try (RawServer server = server();
                LogRecorder recorder = LogRecorder.of("dev.wsman");
                Session kept = Session.open(endpoint(server))) {
            int before = stubUsers();
            for (int i = 0; i < 3; i++) {
                useAndDrop(server);
            }
            assertThat(server.connections()).isEqualTo(3);
            collectUntil("the connections are closed", () -> server.openConnections() == 0);
            collectUntil(
                    "each is logged", () -> levels(recorder, endpoint(server)).size() == 3);
            assertThat(levels(recorder, endpoint(server)))
                    .containsExactlyInAnyOrder(Level.WARNING, Level.FINE, Level.FINE);
            assertThat(stubUsers()).isEqualTo(before);
            assertThat(kept.get(MANY.selector("Id", "x")).text("Id")).contains("x");
        }
    }

    private static Iterator<Instance> iterator(RawServer server) {
        Stream<Instance> stream = Session.open(endpoint(server)).enumerate(MANY).batchItems(2).stream();
        return stream.iterator();
    }

    @Test
    void keepsSessionOpenWhileItsStreamIsRead() throws IOException {
        try (RawServer server = server()) {
            Iterator<Instance> items = iterator(server);
            assertThat(items.next().text("Id")).contains("1");
            assertThat(items.next().text("Id")).contains("2");
            for (int i = 0; i < 5; i++) {
                System.gc();
            }
            assertThat(server.openConnections()).isEqualTo(1);
            assertThat(items.next().text("Id")).contains("3");
            assertThat(server.connections()).isEqualTo(1);
            assertThat(items.next().text("Id")).contains("4");
        }
    }

    @Test
    void keepsSessionOpenDuringItsLastCall() throws IOException {
        try (RawServer slow = new RawServer(wire -> {
            while (wire.read() != null) {
                for (int i = 0; i < 5; i++) {
                    System.gc();
                }
                wire.write(RawServer.response(200, SOAP_TYPE, FOUND));
            }
        })) {
            assertThat(Session.open(endpoint(slow))
                            .get(MANY.selector("Id", "x"))
                            .text("Id"))
                    .contains("x");
        }
    }

    @Test
    void logsNothingAboutClosedSessions() throws IOException {
        AbandonedSessions.WARNED.set(false);
        try (RawServer server = server();
                LogRecorder recorder = LogRecorder.of("dev.wsman")) {
            for (int i = 0; i < 3; i++) {
                try (Session session = Session.open(endpoint(server))) {
                    session.get(MANY.selector("Id", "x"));
                }
            }
            try (RawServer other = server()) {
                useAndDrop(other);
                collectUntil("the dropped one is logged", () -> !levels(recorder, endpoint(other))
                        .isEmpty());
            }
            assertThat(levels(recorder, endpoint(server))).isEmpty();
        }
    }
}
