package dev.wsman.internal.transport.auth.spnego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.auth.RecordedExchange;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Initial;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded SPNEGO tokens of another client and of Microsoft OMI. */
class RecordedNegotiationTest {
    /** Tokens that are parsed and encoded again are the same bytes. */
    @Test
    void encodesNegotiationTokensAsRecorded() throws Exception {
        RecordedExchange exchange = RecordedExchange.SPNEGO_NTLM;
        byte[] initial = exchange.clientToken(1);
        assertThat(Initial.parse(initial).encode()).isEqualTo(initial);
        for (byte[] response : List.of(exchange.clientToken(2), exchange.serverToken(1), exchange.serverToken(2))) {
            assertThat(Response.parse(response).encode()).isEqualTo(response);
        }
        Response challenge = Response.parse(exchange.serverToken(1));
        assertThat(challenge.state()).isEqualTo(NegotiationToken.State.ACCEPT_INCOMPLETE);
        assertThat(challenge.mechanism()).isEqualTo(MechanismOid.NTLM.content());
        assertThat(Response.parse(exchange.serverToken(2)).state()).isEqualTo(NegotiationToken.State.ACCEPT_COMPLETED);
    }
}
