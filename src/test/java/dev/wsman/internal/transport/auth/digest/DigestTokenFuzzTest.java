package dev.wsman.internal.transport.auth.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.Challenge;
import dev.wsman.internal.transport.auth.ChallengeParser;
import dev.wsman.internal.transport.auth.TokenFuzzer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Damaged challenges and proofs of Digest are understood, or rejected with a declared exception. */
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class DigestTokenFuzzTest {
    private static final byte[] NOTHING = {};

    private final TokenFuzzer fuzzer = new TokenFuzzer();

    @Test
    void understandsOrRejectsDamagedChallengesAndProofs() {
        String challenge =
                "Digest realm=\"r\\\"x\", nonce=\"n\", qop=\"auth-int, auth\", algorithm=SHA-256-sess, opaque=\"o\","
                        + " charset=UTF-8, userhash=true, stale=false, Negotiate YWJj, Basic realm=x";
        String proof = "qop=auth-int, rspauth=\"00\", cnonce=\"c\", nc=00000001, nextnonce=\"m\"";
        DigestSessionPool digests = new DigestSessionPool("J\u00e4s\u00f8n", "p\u20ac".toCharArray());
        for (int i = 0; i < TokenFuzzer.RUNS; i++) {
            fuzzer.feed(challenge.getBytes(StandardCharsets.ISO_8859_1), worse -> {
                DigestSession digest = digests.take(true);
                List<Challenge> offered = ChallengeParser.parse(List.of(text(worse)));
                digest.challenged(offered, null);
                if (digest.ready()) {
                    assertThat(digest.authorization("POST", "/wsman", worse)).isPresent();
                }
                Challenge any = offered.isEmpty() ? new Challenge("Digest", text(worse), Map.of()) : offered.get(0);
                ChallengeParser.token(any);
            });
            fuzzer.feed(proof.getBytes(StandardCharsets.ISO_8859_1), worse -> {
                DigestSession digest = digests.take(true);
                digest.challenged(ChallengeParser.parse(List.of("Digest realm=r, nonce=n, qop=auth")), null);
                DigestAuthorization sent =
                        digest.authorization("POST", "/wsman", NOTHING).orElseThrow();
                digest.confirmed(sent, List.of(text(worse)), NOTHING);
            });
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
