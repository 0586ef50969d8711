package dev.wsman.internal.transport.auth.credssp;

import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.TokenFuzzer;
import dev.wsman.testkit.auth.Accounts;
import dev.wsman.testkit.auth.CredSspAcceptor;
import dev.wsman.testkit.auth.CredSspForm;
import dev.wsman.testkit.http.ServiceCertificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Damaged messages of CredSSP, alone and inside its TLS session, are understood, or rejected with a declared exception.
 */
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class CredSspTokenFuzzTest {
    private static final byte[] NOTHING = {};
    private static final AuthenticationTarget TARGET = AuthenticationTarget.http("localhost", 5985);
    private static final ServiceCertificate CERTIFICATE = ServiceCertificate.create();

    private final TokenFuzzer fuzzer = new TokenFuzzer();

    @Test
    void understandsOrRejectsDamagedMessages() throws Exception {
        byte[] challenge = new CredSspRequest(6, new byte[40], null, null, 0, null).encode();
        byte[] proof = new CredSspRequest(6, null, null, new byte[48], 0, null).encode();
        byte[] error = new CredSspRequest(6, null, null, null, 0xc000006d, null).encode();
        for (int i = 0; i < TokenFuzzer.RUNS; i++) {
            fuzzer.feed(List.of(challenge, proof, error).get(i % 3), CredSspRequest::parse);
        }
        for (int i = 0; i < TokenFuzzer.FEW; i++) {
            SecurityContext client =
                    new CredSspContextFactory("user", "secret".toCharArray(), ServiceName.HTTP).create(TARGET);
            CredSspAcceptor acceptor =
                    new CredSspAcceptor(CERTIFICATE, new Accounts(Map.of("user", "secret")), CredSspForm.WINDOWS);
            SecurityContext server = new AcceptorContext(acceptor);
            byte[] token = client.step(NOTHING);
            token = client.step(server.step(token));
            client.step(server.step(token));
            fuzzer.feed(
                    i % 2 == 0 ? challenge : error,
                    worse -> client.step(worse.length == 0 ? worse : acceptor.records(worse)));
        }
    }
}
