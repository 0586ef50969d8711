package dev.wsman.enumeration;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.MANY_URI;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.envelope;
import static dev.wsman.fixture.SessionFixture.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanProtocolException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Release: enumerations that the caller, a failure or the end of the session abandons (DSP0226 clause 8). */
class ReleaseIT {
    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    @Test
    void sendsReleaseWhenStreamIsClosedEarly() {
        try (Stream<Instance> stream = session.enumerate(MANY).batchItems(10).stream()) {
            assertThat(stream.limit(3).toList()).hasSize(3);
            assertThat(service.openContexts()).isEqualTo(1);
        }
        RecordedRequest release = service.lastRequest(ServiceOperation.RELEASE);
        assertThat(release.action()).isEqualTo(ServiceNamespaces.ENUMERATION + "/Release");
        assertThat(release.resourceUri()).isEqualTo(MANY_URI);
        assertThat(release.xpath("/s:Envelope/s:Body/wsen:Release/wsen:EnumerationContext"))
                .isNotBlank();
        assertThat(release.responseStatus()).isEqualTo(200);
        assertThat(service.requests()).hasSize(2);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void sendsReleaseAfterExceptionOfConsumer() {
        Stream<Instance> unclosed = session.enumerate(MANY).batchItems(10).stream();
        assertThatThrownBy(() -> unclosed.forEach(item -> {
                    throw new IllegalStateException("consumer");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("consumer");
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(1);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void releasesOpenEnumerationsWhenSessionIsClosed() {
        try (Session other = Session.open(service.endpoint())) {
            other.enumerate(MANY).batchItems(10).stream().iterator().next();
            other.enumerate(MANY).batchItems(5).stream().iterator().next();
            assertThat(service.openContexts()).isEqualTo(2);
        }
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(2);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void sendsNoReleaseForEnumerationReadToItsEnd() {
        try (Session other = Session.open(service.endpoint());
                Stream<Instance> stream = other.enumerate(MANY).batchItems(10).stream()) {
            assertThat(stream.count()).isEqualTo(25);
        }
        assertThat(service.requests(ServiceOperation.RELEASE)).isEmpty();
    }

    @Test
    void sendsNothingForStreamThatIsNeverRead() {
        session.enumerate(MANY).stream().close();
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void releasesEnumerationAfterFirstItem() {
        assertThat(session.enumerate(MANY).batchItems(1).first().orElseThrow().text("Id"))
                .contains("1");
        assertThat(service.requests())
                .extracting(RecordedRequest::operation)
                .containsExactly(ServiceOperation.ENUMERATE, ServiceOperation.RELEASE);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void ignoresFailedRelease() {
        service.on(ServiceOperation.RELEASE).fault(FaultKind.INVALID_ENUMERATION_CONTEXT);
        assertThat(session.enumerate(MANY).batchItems(1).first()).isPresent();
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(1);
    }

    @Test
    void endsEnumerationWithFaultOfPull() {
        service.on(ServiceOperation.PULL).fault(FaultKind.INVALID_ENUMERATION_CONTEXT);
        Stream<Instance> stream = session.enumerate(MANY).batchItems(10).stream();
        WsmanFaultException fault = catchThrowableOfType(WsmanFaultException.class, () -> stream.forEach(item -> {}));
        assertThat(fault.error().kind()).isEqualTo(WsmanError.Kind.INVALID_ENUMERATION_CONTEXT);
        assertThat(fault.error().operation()).contains("Pull");
        assertThat(session.error()).contains(fault.error());
        stream.close();
        // the server reported that it has no such context
        assertThat(service.requests(ServiceOperation.RELEASE)).isEmpty();
    }

    @Test
    void releasesEnumerationAfterUnreadableReply() {
        Stream<Instance> stream = session.enumerate(MANY).batchItems(10).stream();
        Iterator<Instance> items = stream.iterator();
        items.next();
        service.on(ServiceOperation.PULL).respond(200, SOAP_TYPE, envelope("<other xmlns='urn:x'/>"));
        assertThatThrownBy(() -> items.forEachRemaining(item -> {})).isInstanceOf(WsmanProtocolException.class);
        stream.close();
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(1);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void releasesEnumerationAfterFaultThatKeepsContext() {
        service.on(ServiceOperation.PULL).fault(FaultKind.ENCODING_LIMIT);
        assertThatThrownBy(() -> session.enumerate(MANY).batchItems(10).list()).isInstanceOf(WsmanFaultException.class);
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(1);
        assertThat(service.openContexts()).isZero();
    }
}
