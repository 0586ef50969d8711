package dev.wsman.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.event.sink.SinkMessage;
import dev.wsman.internal.event.sink.SinkPeer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The token in the URL of a sink, and the password of a source, do not reach logs. */
class SinkSecretsTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final SinkAddress ADDRESS =
            new SinkAddress("http://sink.example.com/wsman/subscriptions/" + TOKEN, "ID", null);

    private static PushDelivery delivery(SinkLogin login) {
        return new PushDelivery(EventUris.EVENTS, DeliveryTerms.COLLECTOR, null, login);
    }

    private static EventSource log() {
        return EventSource.eventLog(
                QueryList.parse("<QueryList><Query Id='0'><Select Path='System'>*</Select></Query></QueryList>", "xml"),
                EventLogOptions.PUSH);
    }

    @Test
    void showsNeitherTokenNorPassword() {
        SinkLogin login = new SinkLogin("amt", "S3cret!".toCharArray());
        NewSubscription sent = delivery(login).to(log(), ADDRESS, null);
        assertThat(sent.headers().get(0).toXml()).contains("S3cret!");
        SinkMessage message = new SinkMessage(
                "/wsman/subscriptions/" + TOKEN, new SinkPeer("127.0.0.1", null, List.of(), false), new byte[7], null);
        for (Object each : List.of(sent, delivery(login), login, ADDRESS, message)) {
            assertThat(each.toString()).doesNotContain("S3cret").doesNotContain(TOKEN);
        }
        assertThat(message).hasToString("SinkMessage[7 bytes from 127.0.0.1]");
    }

    @Test
    void wipesPasswordOfItsOwn() {
        char[] given = "S3cret!".toCharArray();
        SinkLogin login = new SinkLogin("amt", given);
        SinkLogin copy = login.copy();
        given[0] = '?';
        copy.close();
        assertThat(login.issuedTokens("http://sink.example.com").toXml()).contains("S3cret!");
        assertThatThrownBy(() -> copy.issuedTokens("http://sink.example.com"))
                .isInstanceOf(IllegalStateException.class);
    }
}
