package dev.wsman.internal.transport.auth.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.Challenge;
import dev.wsman.internal.transport.auth.ChallengeParser;
import dev.wsman.internal.transport.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestSessionTest {
    private static final byte[] NO_BODY = {};
    private static final String RFC7616_NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private static final String RFC7616_CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    /** RFC 2617 3.5. */
    @Test
    void computesExampleOfRfc2617AsPublished() throws Exception {
        DigestSession digest =
                new DigestSession("Mufasa", new Secret("Circle Of Life".toCharArray()), false, () -> "0a4f113b");
        Map<String, String> sent = respond(
                digest,
                "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
        assertThat(sent)
                .containsEntry("response", "6629fae49393a05397450978507c4ef1")
                .containsEntry("opaque", "5ccc069c403ebaf9f0171e9517f40e41")
                .containsEntry("uri", "/dir/index.html")
                .containsEntry("qop", "auth")
                .containsEntry("nc", "00000001")
                .doesNotContainKey("algorithm");
    }

    /** RFC 7616 3.9.1: both algorithms offered, MD5 alone, SHA-256 alone. */
    @Test
    void computesExamplesOfRfc7616AsPublished() throws Exception {
        String parameters = " realm=\"http-auth@example.org\", qop=\"auth, auth-int\", nonce=\"" + RFC7616_NONCE
                + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", algorithm=";
        assertThat(respond(rfc7616(), "Digest" + parameters + "MD5"))
                .containsEntry("response", "8ca523f5e9506fed4657c9700eebdbec");
        assertThat(respond(rfc7616(), "Digest" + parameters + "SHA-256"))
                .containsEntry("response", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
        assertThat(respond(rfc7616(), "Digest" + parameters + "MD5, Digest" + parameters + "SHA-256"))
                .containsEntry("algorithm", "SHA-256");
    }

    /** RFC 7616 3.9.2; the response printed there is wrong by erratum 4897, which gives this one. */
    @Test
    void computesUserHashExampleOfRfc7616AsCorrected() throws Exception {
        DigestSession digest = new DigestSession(
                "J\u00e4s\u00f8n Doe",
                new Secret("Secret, or not?".toCharArray()),
                false,
                () -> "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v");
        digest.challenged(
                ChallengeParser.parse(List.of("Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                        + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\","
                        + " opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", charset=UTF-8, userhash=true")),
                null);
        Map<String, String> sent = parameters(digest.authorization("GET", "/doe.json", NO_BODY));
        assertThat(sent)
                .containsEntry("username", "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b")
                .containsEntry("response", "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5")
                .containsEntry("userhash", "true");
    }

    /** RFC 7616 3.4: without qop the response has neither the client's nonce nor a count. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest realm=\"r\", nonce=\"n\"",
                "Digest realm=\"r\", nonce=\"n\", qop=\"\"",
                "Digest realm=\"r\", nonce=\"n\", qop=\" \"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess",
                "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256"
            })
    void rejectsChallengeWithoutQop(String challenge) {
        for (boolean integrity : new boolean[] {false, true}) {
            DigestSession digest = rfc7616(integrity);
            assertThatThrownBy(() -> digest.challenged(ChallengeParser.parse(List.of(challenge)), null))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("it has no qop");
            assertThat(digest.ready()).isFalse();
        }
    }

    @Test
    void usesChallengeWithQopIfAnotherHasNone() throws Exception {
        assertThat(respond(
                        rfc7616(),
                        "Digest realm=r, nonce=n, algorithm=SHA-256, Digest realm=r, nonce=m, qop=auth, algorithm=MD5"))
                .containsEntry("nonce", "m")
                .containsEntry("qop", "auth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth-int, auth", "auth,auth-int", " AUTH , Auth-Int ", "x, auth-int,,auth"})
    void prefersAuthIntIfConnectionIsNotProtected(String offered) throws Exception {
        String challenge = "Digest realm=\"r\", nonce=\"n\", qop=\"" + offered + "\"";
        assertThat(respond(rfc7616(true), challenge)).containsEntry("qop", "auth-int");
        assertThat(respond(rfc7616(false), challenge)).containsEntry("qop", "auth");
        String alone = "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";
        assertThat(respond(rfc7616(true), alone)).containsEntry("qop", "auth");
    }

    @Test
    void hashesBodyIfOnlyAuthIntIsOffered() throws Exception {
        byte[] body = "<Envelope/>".getBytes(StandardCharsets.UTF_8);
        DigestSession digest = rfc7616();
        digest.challenged(ChallengeParser.parse(List.of("Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"")), null);
        Map<String, String> sent = parameters(digest.authorization("POST", "/wsman", body));
        String a1 = md5("Mufasa:r:Circle of Life");
        String a2 = md5("POST:/wsman:" + DigestAlgorithm.MD5.hex(body));
        assertThat(sent)
                .containsEntry("qop", "auth-int")
                .containsEntry("response", md5(a1 + ":n:00000001:" + RFC7616_CNONCE + ":auth-int:" + a2));
    }

    @Test
    void namesFlawOfUnusableChallenge() throws Exception {
        Map.of(
                        "Digest realm=r, nonce=n, qop=\"auth-x\"", "its qop is neither auth nor auth-int",
                        "Digest realm=r, nonce=n, qop=auth, algorithm=SHA-3", "its algorithm is none of",
                        "Digest realm=r, qop=auth", "it has no nonce")
                .forEach((challenge, flaw) -> assertThatThrownBy(
                                () -> rfc7616().challenged(ChallengeParser.parse(List.of(challenge)), null))
                        .isInstanceOf(AuthenticationFailedException.class)
                        .hasMessageContaining(flaw));
        assertThat(rfc7616().challenged(ChallengeParser.parse(List.of("Basic realm=r")), null))
                .isFalse();
    }

    @Test
    void keepsFirstCnonceOfSessionVariantAsLongAsNonce() throws Exception {
        int[] counter = {0};
        DigestSession digest = new DigestSession("u", new Secret("p".toCharArray()), false, () -> "c" + ++counter[0]);
        digest.challenged(
                ChallengeParser.parse(List.of("Digest realm=r, nonce=n, qop=auth, algorithm=MD5-sess")), null);
        digest.authorization("POST", "/wsman", NO_BODY);
        Map<String, String> second = parameters(digest.authorization("POST", "/wsman", NO_BODY));
        String a1 = md5(md5("u:r:p") + ":n:c1");
        assertThat(second)
                .containsEntry("cnonce", "c1")
                .containsEntry("algorithm", "MD5-sess")
                .containsEntry("response", md5(a1 + ":n:00000002:c1:auth:" + md5("POST:/wsman")));
    }

    @Test
    void countsUsesOfNonceAndRestartsWithNextNonce() throws Exception {
        DigestSession digest = rfc7616();
        digest.challenged(ChallengeParser.parse(List.of("Digest realm=r, nonce=one, qop=auth")), null);
        assertThat(parameters(digest.authorization("GET", "/", NO_BODY))).containsEntry("nc", "00000001");
        assertThat(parameters(digest.authorization("GET", "/", NO_BODY))).containsEntry("nc", "00000002");
        digest.challenged(ChallengeParser.parse(List.of("Digest realm=r, nonce=two, qop=auth")), null);
        assertThat(parameters(digest.authorization("GET", "/", NO_BODY)))
                .containsEntry("nc", "00000001")
                .containsEntry("nonce", "two");
    }

    @Test
    void stopsAfterRefusedFirstResponseButNotAfterStaleNonce() throws Exception {
        DigestSession digest = rfc7616();
        assertThat(digest.challenged(challenge("one", false), null)).isTrue();
        DigestAuthorization first = digest.authorization("GET", "/", NO_BODY).orElseThrow();
        assertThat(digest.challenged(challenge("two", true), first)).isTrue();
        DigestAuthorization fresh = digest.authorization("GET", "/", NO_BODY).orElseThrow();
        DigestAuthorization reused = digest.authorization("GET", "/", NO_BODY).orElseThrow();
        assertThat(digest.challenged(challenge("three", false), reused)).isTrue();
        assertThat(digest.challenged(challenge("three", false), fresh)).isFalse();
    }

    @Test
    void lendsNonceToOneExchangeAtATime() throws Exception {
        DigestSessionPool digests = new DigestSessionPool("u", "p".toCharArray());
        DigestSession one = digests.take(false);
        one.challenged(challenge("one", false), null);
        assertThat(digests.take(false).authorization("GET", "/", NO_BODY)).isEmpty();
        one.authorization("GET", "/", NO_BODY);
        digests.giveBack(one);
        assertThat(parameters(digests.take(false).authorization("GET", "/", NO_BODY)))
                .containsEntry("nonce", "one")
                .containsEntry("nc", "00000002");
    }

    @Test
    void verifiesServersProofIfPresent() throws Exception {
        DigestSession digest = rfc7616();
        digest.challenged(ChallengeParser.parse(List.of("Digest realm=r, nonce=n, qop=auth")), null);
        DigestAuthorization sent =
                digest.authorization("POST", "/wsman", NO_BODY).orElseThrow();
        String a1 = md5("Mufasa:r:Circle of Life");
        String proof = md5(a1 + ":n:00000001:" + RFC7616_CNONCE + ":auth:" + md5(":/wsman"));
        assertThatCode(() -> sent.verify(List.of(), NO_BODY)).doesNotThrowAnyException();
        assertThatCode(() -> sent.verify(List.of("qop=auth, rspauth=\"" + proof + "\", nc=00000001"), NO_BODY))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> sent.verify(List.of("rspauth=\"" + "0".repeat(32) + "\""), NO_BODY))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("rspauth");
    }

    /** RFC 7616 3.5: the server names the qop of its proof, which need not be that of the request. */
    @ParameterizedTest
    @CsvSource({"auth,auth", "auth,auth-int", "auth-int,auth-int", "auth-int,auth", "auth,", "auth-int,"})
    void checksProofUnderQopOfServer(String requested, String named) throws Exception {
        byte[] body = "<Envelope/>".getBytes(StandardCharsets.UTF_8);
        DigestSession digest = rfc7616();
        digest.challenged(ChallengeParser.parse(List.of("Digest realm=\"r\", nonce=n, qop=" + requested)), null);
        DigestAuthorization sent =
                digest.authorization("POST", "/wsman", NO_BODY).orElseThrow();
        String qop = named == null ? requested : named;
        String a2 = md5(":/wsman" + (qop.equals("auth-int") ? ":" + DigestAlgorithm.MD5.hex(body) : ""));
        String proof = md5(md5("Mufasa:r:Circle of Life") + ":n:00000001:" + RFC7616_CNONCE + ":" + qop + ":" + a2);
        List<String> information = List.of((named == null ? "" : "qop=" + named + ", ") + "rspauth=\"" + proof + "\"");
        assertThat(sent.proofCoversBody(information)).isEqualTo(qop.equals("auth-int"));
        assertThatCode(() -> sent.verify(information, body)).doesNotThrowAnyException();
        if (qop.equals("auth-int")) {
            assertThatThrownBy(() -> sent.verify(information, "<Envelope />".getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(AuthenticationFailedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rspauth=\"\"",
                "rspauth=\"0\"",
                "qop=auth, rspauth=\"00000000000000000000000000000000\"",
                "qop=none, rspauth=\"00000000000000000000000000000000\"",
                "qop=\"\", rspauth=\"00000000000000000000000000000000\"",
                "nextnonce=\"two\", rspauth=00000000000000000000000000000000"
            })
    void rejectsProofThatDoesNotMatch(String information) throws Exception {
        DigestSession digest = rfc7616();
        digest.challenged(challenge("one", false), null);
        DigestAuthorization sent = digest.authorization("GET", "/", NO_BODY).orElseThrow();
        assertThatThrownBy(() -> digest.confirmed(sent, List.of(information), NO_BODY))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("rspauth");
        assertThat(parameters(digest.authorization("GET", "/", NO_BODY))).containsEntry("nonce", "one");
    }

    @Test
    void adoptsNextNonceOfServer() throws Exception {
        DigestSession digest = rfc7616();
        digest.challenged(challenge("one", false), null);
        DigestAuthorization sent = digest.authorization("GET", "/", NO_BODY).orElseThrow();
        digest.confirmed(sent, List.of("nextnonce=\"two\""), NO_BODY);
        assertThat(parameters(digest.authorization("GET", "/", NO_BODY)))
                .containsEntry("nonce", "two")
                .containsEntry("nc", "00000001");
    }

    @Test
    void sendsNonAsciiNameAsExtendedParameterUnderUtf8() throws Exception {
        DigestSession digest = new DigestSession("J\u00e4s\u00f8n", new Secret("p".toCharArray()), false);
        digest.challenged(ChallengeParser.parse(List.of("Digest realm=r, nonce=n, qop=auth, charset=UTF-8")), null);
        assertThat(parameters(digest.authorization("GET", "/", NO_BODY)))
                .containsEntry("username*", "UTF-8''J%C3%A4s%C3%B8n")
                .doesNotContainKey("username");
    }

    @Test
    void escapesBackslashesOnTheWireOnly() throws Exception {
        DigestSession digest = new DigestSession("DOM\\user", new Secret("p".toCharArray()), false, () -> "c");
        digest.challenged(ChallengeParser.parse(List.of("Digest realm=r, nonce=n, qop=auth")), null);
        DigestAuthorization sent = digest.authorization("GET", "/", NO_BODY).orElseThrow();
        assertThat(sent.header()).contains("username=\"DOM\\\\user\"");
        String a1 = md5("DOM\\user:r:p");
        assertThat(sent.header()).contains(md5(a1 + ":n:00000001:c:auth:" + md5("GET:/")));
    }

    @Test
    void hidesPasswordAndWipesItOnClose() throws Exception {
        char[] password = "Circle of Life".toCharArray();
        DigestSessionPool digests = new DigestSessionPool("Mufasa", password);
        DigestSession digest = digests.take(false);
        digest.challenged(challenge("n", false), null);
        assertThat(digests.toString() + digest + digest.authorization("GET", "/", NO_BODY))
                .doesNotContain("Circle");
        digests.close();
        assertThatThrownBy(() -> digest.authorization("GET", "/", NO_BODY))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("closed");
        assertThat(password).isEqualTo("Circle of Life".toCharArray());
    }

    private static DigestSession rfc7616() {
        return rfc7616(false);
    }

    private static DigestSession rfc7616(boolean integrity) {
        return new DigestSession("Mufasa", new Secret("Circle of Life".toCharArray()), integrity, () -> RFC7616_CNONCE);
    }

    private static List<Challenge> challenge(String nonce, boolean stale) {
        return ChallengeParser.parse(List.of("Digest realm=r, qop=auth, nonce=" + nonce + ", stale=" + stale));
    }

    private static Map<String, String> respond(DigestSession digest, String challenge) throws Exception {
        assertThat(digest.challenged(ChallengeParser.parse(List.of(challenge)), null))
                .isTrue();
        return parameters(digest.authorization("GET", "/dir/index.html", NO_BODY));
    }

    private static Map<String, String> parameters(Optional<DigestAuthorization> authorization) {
        String header = authorization.orElseThrow().header();
        assertThat(header).startsWith("Digest ");
        return ChallengeParser.parameters(header.substring("Digest ".length()));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }
}
