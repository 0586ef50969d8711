package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.http.ServiceCertificate;
import java.io.File;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSinkTest {
    private static final char[] SECRET = "S3cret-of-sink".toCharArray();
    private static final ServiceCertificate CERTIFICATE = ServiceCertificate.create();

    private static EventSink.Builder local() {
        return EventSink.builder().port(0).bindAddress(InetAddress.getLoopbackAddress());
    }

    @Test
    void listensOnFreePortOfAddress() {
        try (EventSink sink = local().unauthenticated().open()) {
            assertThat(sink.port()).isPositive();
            assertThat(sink.url()).isEqualTo(URI.create("http://127.0.0.1:" + sink.port()));
            assertThat(sink).hasToString("EventSink[http://127.0.0.1:" + sink.port() + "]");
        }
    }

    @Test
    void namesThisMachineUnlessPublicUrlIsSet() {
        EventSink.Builder builder = EventSink.builder().port(0).unauthenticated();
        try (EventSink sink = builder.open()) {
            assertThat(sink.url().getHost()).isNotBlank().isNotEqualTo("0.0.0.0");
        }
        try (EventSink sink = builder.publicUrl(URI.create("https://events.example.com/wsman/"))
                .open()) {
            assertThat(sink.url()).isEqualTo(URI.create("https://events.example.com/wsman"));
        }
    }

    @Test
    void servesHttpsWithKeyStore() {
        try (EventSink sink = local().tls(CERTIFICATE.keyStore(), new char[0])
                .clientCertificates(CERTIFICATE.trustStore())
                .open()) {
            assertThat(sink.url().getScheme()).isEqualTo("https");
        }
    }

    @Test
    void requiresWayToAuthenticate() {
        assertThatThrownBy(() -> local().open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose how event sources authenticate")
                .hasMessageContaining("unauthenticated()");
    }

    @Test
    void refusesBasicThatCanBeRead() {
        EventSink.Builder open = EventSink.builder().port(0).basic("u", SECRET);
        assertThatThrownBy(open::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("basic over plain http");
        open.allowUnencrypted().open().close();
        local().basic("u", SECRET).open().close();
        EventSink.builder()
                .port(0)
                .basic("u", SECRET)
                .tls(CERTIFICATE.keyStore(), new char[0])
                .open()
                .close();
    }

    @Test
    void rejectsSettingsWithoutEffect() {
        assertThatThrownBy(() -> local().clientCertificates().open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clientCertificates has no effect over plain http");
        assertThatThrownBy(() ->
                        local().clientCertificates(CERTIFICATE.trustStore()).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("call tls as well");
        assertThatThrownBy(() -> local().tls(CERTIFICATE.serverContext())
                        .clientCertificates(CERTIFICATE.trustStore())
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("call clientCertificates()");
        assertThatThrownBy(() -> local().tls(CERTIFICATE.keyStore(), SECRET)
                        .clientCertificates()
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would trust every public authority");
        assertThatThrownBy(() -> local().unauthenticated()
                        .maxMessageSize(10_000)
                        .maxPending(10, 19_999)
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxPending: bytes must be at least twice");
    }

    @Test
    void rejectsBadArguments() {
        EventSink.Builder builder = EventSink.builder();
        assertRejected(() -> builder.port(-1), "port");
        assertRejected(() -> builder.port(65_536), "port");
        assertRejected(() -> builder.basic("", SECRET), "user");
        assertRejected(() -> builder.basic("a:b", SECRET), "user");
        assertRejected(() -> builder.basic("a", null), "password");
        assertRejected(() -> builder.kerberos(Path.of("x"), "HTTP/host"), "principal must have a realm");
        assertRejected(() -> builder.kerberos(null), "keytab");
        assertRejected(() -> builder.maxMessageSize(8191), "bytes");
        assertRejected(() -> builder.maxMessageSize(1L << 30), "bytes");
        assertRejected(() -> builder.maxPending(0, 1), "messages");
        assertRejected(() -> builder.maxPending(1, 0), "bytes");
        assertRejected(() -> builder.handlerThreads(0), "count");
        assertRejected(() -> builder.maxConnections(0), "count");
        assertRejected(() -> builder.idleTimeout(Duration.ZERO), "time");
        assertRejected(() -> builder.receiveTimeout(Duration.ofNanos(1)), "time");
        assertRejected(() -> builder.handleTimeout(null), "time");
        assertRejected(() -> builder.closeTimeout(Duration.ofSeconds(-1)), "time");
        assertRejected(() -> builder.tls(Path.of("absent.p12"), SECRET), "absent.p12");
        assertRejected(
                () -> builder.kerberos(Path.of("absent.keytab"), "HTTP/h@R").open(), "absent.keytab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a", "a.example.com", "http:///x", "http://a?b", "http://a#b"})
    void rejectsOtherPublicUrls(String url) {
        EventSink.Builder builder = EventSink.builder();
        assertRejected(() -> builder.publicUrl(URI.create(url)), "url must be http or https");
    }

    private static void assertRejected(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void reportsPortInUse() {
        try (EventSink sink = local().unauthenticated().open()) {
            EventSink.Builder same = local().port(sink.port()).unauthenticated();
            assertThatThrownBy(same::open)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot listen on port " + sink.port());
        }
    }

    @Test
    void showsNoPassword() {
        assertThat(EventSink.builder().basic("u", SECRET).toString()).doesNotContain("S3cret");
    }

    /** Jetty is an optional dependency. */
    @Test
    void namesMissingDependency() throws Exception {
        URL[] withoutJetty = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("jetty"))
                .map(EventSinkTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(withoutJetty, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(EventSink.class.getName());
            Object builder = type.getMethod("builder").invoke(null);
            builder.getClass().getMethod("unauthenticated").invoke(builder);
            assertThatThrownBy(() -> builder.getClass().getMethod("open").invoke(builder))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("add the dependency org.eclipse.jetty:jetty-server");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
