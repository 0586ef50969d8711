package dev.wsman.internal.transport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChallengeParserTest {
    @Test
    void parsesOneChallengePerHeader() {
        List<Challenge> challenges =
                ChallengeParser.parse(List.of("Negotiate", "Kerberos", "CredSSP", "Basic realm=\"WSMAN\""));
        assertThat(challenges)
                .extracting(Challenge::scheme)
                .containsExactly("Negotiate", "Kerberos", "CredSSP", "Basic");
        assertThat(challenges.get(3).parameter("realm")).contains("WSMAN");
    }

    @Test
    void parsesSeveralChallengesInOneHeader() {
        List<Challenge> challenges = ChallengeParser.parse(List.of(
                "Newauth realm=\"apps, \\\"quoted\\\"\", type=1 , title=\"Login\", Negotiate, Basic realm=\"simple\""));
        assertThat(challenges).hasSize(3);
        assertThat(challenges.get(0).parameters())
                .containsEntry("realm", "apps, \"quoted\"")
                .containsEntry("type", "1")
                .containsEntry("title", "Login");
        assertThat(challenges.get(1).parameters()).isEmpty();
        assertThat(challenges.get(2).parameter("REALM")).contains("simple");
    }

    @Test
    void keepsPaddingOfToken() throws Exception {
        List<Challenge> challenges = ChallengeParser.parse(List.of("Negotiate oRQwEqADCgEB+/==, Basic realm=x"));
        assertThat(challenges.get(0).token68()).isEqualTo("oRQwEqADCgEB+/==");
        assertThat(ChallengeParser.token(challenges.get(0))).startsWith(0xa1, 0x14);
        assertThat(challenges.get(1).parameter("realm")).contains("x");
    }

    @Test
    void returnsEmptyTokenForBareScheme() throws Exception {
        assertThat(ChallengeParser.token(
                        ChallengeParser.parse(List.of("negotiate")).get(0)))
                .isEmpty();
    }

    @Test
    void rejectsTokenThatIsNotBase64() {
        Challenge broken = ChallengeParser.parse(List.of("Negotiate abc~")).get(0);
        assertThatThrownBy(() -> ChallengeParser.token(broken))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("Negotiate");
    }

    @Test
    void skipsTextThatIsNotAChallenge() {
        List<Challenge> challenges = ChallengeParser.parse(List.of(",, =\"x\", \u0001, Basic realm=\"unclosed", ""));
        assertThat(challenges).hasSize(1);
        assertThat(challenges.get(0).parameter("realm")).contains("unclosed");
    }

    @Test
    void acceptsEmptyListsAndTabs() {
        assertThat(ChallengeParser.parse(List.of())).isEmpty();
        assertThat(ChallengeParser.parse(List.of("\t Digest\trealm = \"a\",\tnonce = b")))
                .singleElement()
                .satisfies(challenge -> assertThat(challenge.parameters())
                        .containsEntry("realm", "a")
                        .containsEntry("nonce", "b"));
    }

    @Test
    void hidesTokenOfChallenge() {
        assertThat(ChallengeParser.parse(List.of("Negotiate c2VjcmV0")).get(0).toString())
                .doesNotContain("c2VjcmV0");
    }

    @Test
    void keepsAtMostAHundredChallengesAndParameters() {
        assertThat(ChallengeParser.parse(List.of("a ".repeat(30_000), "b ".repeat(30_000))))
                .hasSize(100);
        StringBuilder many = new StringBuilder("Digest nonce=n");
        for (int i = 0; i < 10_000; i++) {
            many.append(", p").append(i).append("=x");
        }
        assertThat(ChallengeParser.parse(List.of(many + ", qop=auth, Basic realm=r")))
                .hasSize(2)
                .first()
                .satisfies(
                        digest -> assertThat(digest.parameters()).hasSize(100).containsEntry("nonce", "n"));
    }
}
