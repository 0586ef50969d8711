package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Filter;
import dev.wsman.Session;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.Map;
import org.apache.camel.Producer;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

/** Invalid options, and those without an effect, fail before a message arrives. */
class UnusedOptionsTest extends WsmanTestSupport {
    private static final String CLASS = "resource=wmicimv2/Win32_Service";

    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    @Override
    WsmanService server() {
        return server;
    }

    private void assertProducerRejected(String uri, String message) {
        assertThatThrownBy(() -> start(uri)).as(uri).hasStackTraceContaining(": " + message);
    }

    private void start(String uri) throws Exception {
        try (Producer producer = context().getEndpoint(uri).createProducer()) {
            producer.start();
        }
    }

    private void assertConsumerRejected(String uri, String message) {
        assertThatThrownBy(() -> context().getEndpoint(uri).createConsumer(exchange -> {}))
                .as(uri)
                .hasStackTraceContaining(": " + message);
    }

    @Test
    void rejectsInvalidOptionsOfProducerAtItsStart() {
        assertProducerRejected("wsman:get?resource=RAW(a b?c)", "resource: ");
        assertProducerRejected("wsman:enumerate?batchItems=-1&" + CLASS, "batchItems: -1 is negative");
        assertProducerRejected("wsman:run?codePage=-5", "codePage: ");
        assertProducerRejected("wsman:run?shellIdleTimeout=5000", "shellIdleTimeout: timeout is PT5S");
        assertProducerRejected("wsman:run?workingDirectory=RAW( )", "workingDirectory: ");
        assertProducerRejected("wsman:subscribe?channels=System", "operation: SUBSCRIBE is for consumers");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void rejectsOptionsWithoutEffectOnProducer() {
        context().getRegistry().bind("filter", Filter.selector(Map.of("Name", "x")));
        assertProducerRejected(
                "wsman:enumerate?filter=#filter&query=select&" + CLASS, "filter: cannot be set together");
        assertProducerRejected("wsman:query?filter=#filter&query=select", "filter: has no effect on query");
        assertProducerRejected("wsman:get?references=only&" + CLASS, "references: has no effect on a producer");
        assertProducerRejected("wsman:get?streaming=true&" + CLASS, "streaming: has no effect");
        assertProducerRejected("wsman:run?streaming=true", "streaming: has no effect");
        assertProducerRejected("wsman:run?" + CLASS, "resource: has no effect");
        assertProducerRejected("wsman:get?command=show&" + CLASS, "command: has no effect");
        assertProducerRejected("wsman:get?delay=5s&" + CLASS, "delay: has no effect");
        assertProducerRejected("wsman:get?start=OLDEST&" + CLASS, "start: has no effect");
        assertProducerRejected("wsman:get?selector.Name=x", "selector.: has no effect without resource");
        assertProducerRejected(
                "wsman:get?resultType=map&resultClass=java.lang.Object&" + CLASS, "resultType: has no effect beside");
    }

    @Test
    void rejectsOptionsOfPollsInSubscription() {
        for (String option :
                List.of("delay=5s", "greedy=true", "idempotent=true", "maxMessagesPerPoll=3", "streaming=true")) {
            String name = option.substring(0, option.indexOf('='));
            assertConsumerRejected("wsman:subscribe?channels=System&" + option, name + ": has no effect on a consumer");
        }
    }

    @Test
    void rejectsOptionsOfSubscriptionsInPoll() {
        context().getRegistry().bind("bookmarks", new MemoryStateRepository());
        for (String option : List.of(
                "bookmarkRepository=#bookmarks",
                "start=OLDEST",
                "positionLost=NOW",
                "channels=System",
                "breakOnFirstError=false",
                "rendered=true",
                "method=x",
                "command=x")) {
            String name = option.substring(0, option.indexOf('='));
            assertConsumerRejected("wsman:enumerate?" + CLASS + "&" + option, name + ": has no effect on a consumer");
        }
        assertConsumerRejected("wsman:get?maxMessagesPerPoll=2&" + CLASS, "maxMessagesPerPoll: has no effect");
        assertConsumerRejected("wsman:enumerate?idempotentKey=x&" + CLASS, "idempotentKey: has no effect without");
        assertConsumerRejected("wsman:enumerate?batchItems=-1&" + CLASS, "batchItems: -1 is negative");
        assertConsumerRejected("wsman:subscribe?channels=System&batchItems=-1", "batchItems: -1 is negative");
    }

    @Test
    void rejectsContradictingLogins() {
        context().getRegistry().bind("own", Credentials.none());
        assertProducerRejected("wsman:identify?keytab=/k", "keytab: is for authScheme=kerberos only");
        assertProducerRejected("wsman:identify?kdc=server", "kdc: has no effect without realm");
        for (String option : List.of("password=x", "keytab=/k", "realm=R", "kdc=x")) {
            String name = option.substring(0, option.indexOf('='));
            assertProducerRejected(
                    "wsman:identify?credentials=#own&" + option, name + ": cannot be set together with credentials");
        }
    }

    @Test
    void rejectsLoginThatSchemeDoesNotSend() {
        assertProducerRejected(
                "wsman:identify?authScheme=none&username=x", "username: has no effect with the scheme none");
        assertProducerRejected(
                "wsman:identify?authScheme=none&password=x", "password: has no effect with the scheme none");
        component().getConfiguration().setUsername(null);
        assertProducerRejected(
                "wsman:identify?password=x",
                "password: has no effect with the scheme none. Remove it, or set username");
        assertProducerRejected(
                "wsman:identify?authScheme=kerberos&password=x", "username: missing. The scheme kerberos needs it");
    }

    @Test
    void leavesOutLoginOfComponentThatSchemeDoesNotSend() throws Exception {
        start("wsman:identify?authScheme=none");
    }

    @Test
    void rejectsConnectionOptionsBesideSession() {
        try (Session own = Session.open(server.endpoint(), server.credentials())) {
            context().getRegistry().bind("own", own);
            for (String option : List.of("timeout=5s", "username=x", "host=x", "metrics=false")) {
                String name = option.substring(0, option.indexOf('='));
                assertProducerRejected(
                        "wsman:identify?session=#own&" + option, name + ": has no effect beside session");
            }
        }
    }

    @Test
    void replacesLoginOfComponentByCredentials() {
        context().getRegistry().bind("own", server.credentials());
        component().getConfiguration().setPassword("wrong");

        send("wsman:identify?credentials=#own", null);

        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(1);
    }

    @Test
    void replacesCredentialsOfComponentByUser() {
        WsmanConfiguration connection = component().getConfiguration();
        connection.setUsername(null);
        connection.setPassword(null);
        connection.setCredentials(Credentials.none());

        send("wsman:identify?username=" + server.user() + "&password=RAW(" + server.password() + ")", null);

        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(1);
    }

    @Test
    void replacesKeytabOfComponentByPassword() throws Exception {
        WsmanConfiguration connection = component().getConfiguration();
        connection.setPassword(null);
        connection.setAuthScheme(WsmanAuthScheme.KERBEROS);
        connection.setKeytab("/k");
        connection.setRealm("EXAMPLE.COM");
        String password = "&password=RAW(" + server.password() + ")";

        start("wsman:identify?timeout=50s" + password);
        send("wsman:identify?authScheme=ntlm" + password, null);

        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(1);
    }
}
