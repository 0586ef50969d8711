package dev.wsman.internal.transport.auth.spnego;

import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.TokenFuzzer;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Response;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Tokens of SPNEGO with unusual fields, and damaged ones, are understood, or rejected with a declared exception.
 */
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class SpnegoTokenFuzzTest {
    private static final byte[] NOTHING = {};
    private static final AuthenticationTarget TARGET = AuthenticationTarget.http("localhost", 5985);

    private final TokenFuzzer fuzzer = new TokenFuzzer();

    /** Responses with random combinations of fields, which the testkit's acceptors never send. */
    @Test
    void understandsOrRejectsTokensWithUnusualFields() throws Exception {
        byte[] challenge = AcceptorContext.ntlm("user", "secret")
                .step(ntlm().mechanism(TARGET).step(NOTHING));
        State[] states = {null, State.ACCEPT_COMPLETED, State.ACCEPT_INCOMPLETE, State.REJECT, State.REQUEST_MIC};
        byte[][] mechanisms = {null, MechanismOid.NTLM.content(), MechanismOid.KERBEROS.content(), NOTHING};
        for (int i = 0; i < TokenFuzzer.RUNS; i++) {
            byte[] mechanism = mechanisms[fuzzer.chance().nextInt(mechanisms.length)];
            byte[] token = fuzzer.chance().nextBoolean() ? challenge : null;
            byte[] mic =
                    fuzzer.chance().nextBoolean() ? new byte[fuzzer.chance().nextInt(20)] : null;
            byte[] response =
                    new Response(states[fuzzer.chance().nextInt(states.length)], mechanism, token, mic).encode();
            SecurityContext client = new SpnegoContextFactory(ntlm()).create(TARGET);
            client.step(NOTHING);
            fuzzer.feed(response, client::finish);
        }
    }

    private static NtlmContextFactory ntlm() {
        return new NtlmContextFactory(
                NtlmContextFactory.Carrier.RAW_NTLM, ".\\user", "secret".toCharArray(), ServiceName.HTTP);
    }
}
