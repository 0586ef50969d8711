package dev.wsman.event;

import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.ResourceLocator;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.testkit.event.StalePosition;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Renewal from the time that the server granted, and replacement where it does not renew. */
class SubscriptionRenewalIT extends EventLogFixture {
    private static final String EVENTING = "xmlns:e='http://schemas.xmlsoap.org/ws/2004/08/eventing'";

    private void grant(String expires) {
        service.on(ServiceOperation.SUBSCRIBE)
                .respond(
                        200,
                        SOAP_TYPE,
                        envelope("<e:SubscribeResponse " + EVENTING + "><e:SubscriptionManager><a:Address>"
                                + service.endpoint() + "</a:Address><a:ReferenceProperties><w:ResourceURI>"
                                + "http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog</w:ResourceURI>"
                                + "<e:Identifier>FIRST</e:Identifier></a:ReferenceProperties></e:SubscriptionManager>"
                                + "<e:Expires>" + expires + "</e:Expires>"
                                + "<n:EnumerationContext>one</n:EnumerationContext></e:SubscribeResponse>"));
    }

    private void replySilence() {
        service.on(ServiceOperation.PULL)
                .respond(
                        200,
                        SOAP_TYPE,
                        envelope("<n:PullResponse><n:EnumerationContext>one</n:EnumerationContext><n:Items/>"
                                + "</n:PullResponse>"))
                .always();
    }

    private void pollUntil(Subscription<WindowsEvent> subscription, BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            subscription.poll(Duration.ZERO);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private void renewForAnHour() {
        service.on(ServiceOperation.RENEW_SUBSCRIPTION)
                .respond(
                        200,
                        SOAP_TYPE,
                        envelope("<e:RenewResponse " + EVENTING + "><e:Expires>PT1H</e:Expires></e:RenewResponse>"));
    }

    @Test
    void renewsByGrantedTimeWithRequestedTime() {
        grant("PT0.3S");
        replySilence();
        renewForAnHour();
        try (Subscription<WindowsEvent> subscription =
                system().expires(Duration.ofMinutes(10)).open()) {
            pollUntil(subscription, () -> heard.count("renewed") == 1);
            subscription.poll(Duration.ZERO);
        }
        assertThat(last(ServiceOperation.RENEW_SUBSCRIPTION).xpath("//wse:Renew/wse:Expires"))
                .isEqualTo("PT600.000S");
        assertThat(last(ServiceOperation.RENEW_SUBSCRIPTION).xpath("//s:Header/wse:Identifier"))
                .isEqualTo("FIRST");
        assertThat(heard.calls()).contains("renewed PT1H");
        assertThat(sent(ServiceOperation.RENEW_SUBSCRIPTION)).isOne();
        assertThat(sent(ServiceOperation.SUBSCRIBE)).isOne();
    }

    /** Windows refuses with 2150858788; OMI does not know the action. */
    @ParameterizedTest
    @EnumSource(names = {"SUBSCRIPTION_UNABLE_TO_RENEW", "ACTION_NOT_SUPPORTED", "UNSUPPORTED_FEATURE"})
    void replacesSubscriptionIfRenewalIsRejected(FaultKind rejection) {
        start(builder().stalePosition(StalePosition.OLDEST));
        grant("PT0.3S");
        replySilence();
        service.on(ServiceOperation.RENEW_SUBSCRIPTION).fault(rejection);
        Bookmark saved = Bookmark.parse(SubscriptionIT.at(7));
        try (Subscription<WindowsEvent> subscription = system().after(saved).open()) {
            pollUntil(subscription, () -> heard.count("resubscribed") == 1);
            assertThat(resumedAfter()).isEqualTo("7");
            assertThat(last(ServiceOperation.UNSUBSCRIBE).xpath("//s:Header/wse:Identifier"))
                    .isEqualTo("FIRST");
        }
        assertThat(heard.callsWithoutHeartbeats()).containsExactly("resubscribed after a bookmark");
        assertThat(sent(ServiceOperation.SUBSCRIBE)).isEqualTo(2);
        assertThat(sent(ServiceOperation.UNSUBSCRIBE)).isEqualTo(2);
    }

    /** A point in time that is past by the clock of the client, or a very short time, must not cause a busy loop. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "2020-01-01T00:00:00Z"})
    void renewsOnceInSecondAtMost(String granted) {
        grant(granted);
        replySilence();
        service.on(ServiceOperation.RENEW_SUBSCRIPTION)
                .respond(
                        200,
                        SOAP_TYPE,
                        envelope("<e:RenewResponse " + EVENTING + "><e:Expires>" + granted
                                + "</e:Expires></e:RenewResponse>"))
                .always();
        long start = System.nanoTime();
        try (Subscription<WindowsEvent> subscription =
                system().pollInterval(Duration.ofMillis(10)).open()) {
            pollUntil(subscription, () -> heard.count("renewed") == 2);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(sent(ServiceOperation.RENEW_SUBSCRIPTION)).isEqualTo(2);
    }

    @Test
    void rejectsNegativeTime() {
        grant("-PT1S");
        WsmanException failure = catchThrowableOfType(WsmanException.class, () -> system().open());
        assertThat(failure.error().kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(failure).hasMessageContaining("-PT1S");
    }

    /** The exception is one that a server sends if it rejects Renew. */
    @Test
    void keepsRenewedSubscriptionIfListenerThrows() {
        grant("PT0.3S");
        replySilence();
        renewForAnHour();
        WsmanException own =
                catchThrowableOfType(WsmanException.class, () -> session.get(ResourceLocator.of("urn:unknown")));
        assertThat(own).isInstanceOf(WsmanFaultException.class);
        SubscriptionListener throwing = new SubscriptionListener() {
            @Override
            public void renewed(Optional<Duration> expires) {
                throw own;
            }
        };
        try (Subscription<WindowsEvent> subscription =
                system().listener(throwing).open()) {
            assertThatThrownBy(() -> pollUntil(subscription, () -> false)).isSameAs(own);
            subscription.poll(Duration.ZERO);
        }
        assertThat(sent(ServiceOperation.SUBSCRIBE)).isOne();
        assertThat(sent(ServiceOperation.RENEW_SUBSCRIPTION)).isOne();
    }

    @Test
    void doesNotRenewSubscriptionWithoutEnd() {
        try (Subscription<WindowsEvent> subscription =
                system().expires(Duration.ofMillis(1)).open()) {
            subscription.poll(Duration.ZERO);
            subscription.poll(Duration.ZERO);
        }
        assertThat(sent(ServiceOperation.RENEW_SUBSCRIPTION)).isZero();
        assertThat(sent(ServiceOperation.SUBSCRIBE)).isOne();
    }

    @Test
    void requestsTimeLeft() {
        status("<e:Expires>PT10M</e:Expires>");
        try (Subscription<WindowsEvent> subscription = system().open()) {
            assertThat(subscription.timeLeft()).contains(Duration.ofMinutes(10));
            RecordedRequest sent = last(ServiceOperation.SUBSCRIPTION_STATUS);
            assertThat(sent.xpath("//wsa:Action"))
                    .isEqualTo("http://schemas.xmlsoap.org/ws/2004/08/eventing/GetStatus");
            assertThat(sent.xpath("count(//s:Body/wse:GetStatus)")).isEqualTo("1");
            assertThat(sent.xpath("//s:Header/wse:Identifier")).isNotEmpty();
            assertThat(sent.resourceUri()).endsWith("/windows/EventLog");
            status("<e:Expires>PT0.000S</e:Expires>");
            assertThat(subscription.timeLeft()).isEmpty();
        }
    }

    private void status(String content) {
        service.on(ServiceOperation.SUBSCRIPTION_STATUS)
                .respond(
                        200,
                        SOAP_TYPE,
                        envelope("<e:GetStatusResponse " + EVENTING + ">" + content + "</e:GetStatusResponse>"));
    }

    @Test
    void reportsServerWithoutGetStatus() {
        Subscription<WindowsEvent> subscription = system().open();
        WsmanException failure = catchThrowableOfType(WsmanException.class, subscription::timeLeft);
        assertThat(failure).isInstanceOf(WsmanFaultException.class);
        assertThat(failure.error().kind()).isEqualTo(Kind.ACTION_NOT_SUPPORTED);
        assertThat(failure.error().operation()).contains("GetStatus");
        subscription.poll(Duration.ZERO);
        subscription.close();
        failure = catchThrowableOfType(WsmanException.class, subscription::timeLeft);
        assertThat(failure.error().kind()).isEqualTo(Kind.CLOSED);
    }

    /** A Pull that waits longer than the granted time would find the subscription expired. */
    @Test
    void endsPullBeforeRenewalIsDue() {
        grant("PT30S");
        service.on(ServiceOperation.PULL)
                .respond(
                        200,
                        SOAP_TYPE,
                        envelope("<n:PullResponse><n:EnumerationContext>one</n:EnumerationContext><n:Items><Event/>"
                                + "</n:Items></n:PullResponse>"));
        try (Subscription<WindowsEvent> subscription = system().open()) {
            assertThat(subscription.poll(Duration.ofHours(1)).events()).hasSize(1);
        }
        String timeout = last(ServiceOperation.PULL)
                .xpath("substring-before(substring-after(//wsman:OperationTimeout," + " 'PT'), 'S')");
        assertThat(Double.parseDouble(timeout)).isBetween(1.0, 20.0); // two thirds of the granted time
    }
}
