package dev.wsman.internal.transport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Response;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import dev.wsman.internal.transport.auth.credssp.CredSspAcceptor;
import dev.wsman.internal.transport.auth.credssp.CredSspContextFactory;
import dev.wsman.internal.transport.auth.credssp.CredSspRequest;
import dev.wsman.internal.transport.auth.digest.DigestAuthorization;
import dev.wsman.internal.transport.auth.digest.DigestSession;
import dev.wsman.internal.transport.auth.digest.DigestSessionPool;
import dev.wsman.internal.transport.auth.kerberos.KerberosAcceptor;
import dev.wsman.internal.transport.auth.kerberos.KerberosContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosLogin;
import dev.wsman.internal.transport.auth.kerberos.KerberosOptions;
import dev.wsman.internal.transport.auth.kerberos.TestRealm;
import dev.wsman.internal.transport.auth.ntlm.NtlmAcceptor;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import dev.wsman.internal.transport.auth.spnego.SpnegoAcceptor;
import dev.wsman.internal.transport.auth.spnego.SpnegoContext;
import dev.wsman.internal.transport.encryption.SealBrokenException;
import dev.wsman.internal.transport.encryption.SealedBody;
import dev.wsman.internal.transport.encryption.SealedTooLongException;
import dev.wsman.internal.transport.encryption.UnsealedStream;

/**
 * Tokens, challenges and sealed bodies of a server that were made worse by chance: each is understood, or refused in
 * the one way that is declared. The same ones each time; the system property {@code wsman.fuzz.runs} asks for more of
 * them, and {@code wsman.fuzz.seed} for others.
 */
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class TokenFuzzTest {
    private static final int RUNS = Math.min(100_000, Math.max(100, Integer.getInteger("wsman.fuzz.runs", 3_000)));
    /** For what needs a handshake of its own, with keys to be made, for each case. */
    private static final int FEW = RUNS / 30;

    private static final long SEED = Long.getLong("wsman.fuzz.seed", 20261126L);
    private static final byte[] NOTHING = {};
    private static final AuthenticationTarget TARGET = AuthenticationTarget.http("localhost", 5985);
    private static final String REALM = "WSMAN.TEST";

    @TempDir
    private static Path directory;

    private static TestCertificate certificate;

    private final Random chance = new Random(SEED);

    @BeforeAll
    static void createCertificate() throws Exception {
        certificate = TestCertificate.create("SHA256withRSA");
    }

    /** What takes a token that the server sent. */
    @FunctionalInterface
    private interface Reader {
        void read(byte[] token) throws Exception;
    }

    /** Feeds a worse version of the token, whose failure must be a declared one. */
    private void feed(byte[] token, Reader reader) {
        byte[] worse = worse(token);
        try {
            reader.read(worse);
        } catch (AuthenticationFailedException | SealBrokenException | SealedTooLongException declared) {
            assertThat(declared.getMessage()).isNotBlank();
        } catch (Exception | StackOverflowError undeclared) {
            fail("seed " + SEED + ", token " + Base64.getEncoder().encodeToString(worse), undeclared);
        }
    }

    private byte[] worse(byte[] token) {
        byte[] worse = token.clone();
        for (int i = chance.nextInt(4); i >= 0; i--) {
            worse = switch (chance.nextInt(6)) {
                case 0 -> Arrays.copyOf(worse, chance.nextInt(worse.length + 1));
                case 1 -> Arrays.copyOf(worse, worse.length + chance.nextInt(40));
                case 2 -> without(worse, chance.nextInt(worse.length + 1), chance.nextInt(9));
                case 3 -> with(worse, chance.nextInt(worse.length + 1));
                default -> changed(worse);
            };
        }
        return worse;
    }

    private byte[] changed(byte[] token) {
        if (token.length > 0) {
            byte[] extremes = {0, 1, 0x7f, (byte) 0x80, (byte) 0x84, (byte) 0xff, (byte) chance.nextInt()};
            token[chance.nextInt(token.length)] = extremes[chance.nextInt(extremes.length)];
        }
        return token;
    }

    private static byte[] without(byte[] token, int at, int length) {
        int end = Math.min(token.length, at + length);
        byte[] shorter = Arrays.copyOf(token, token.length - (end - at));
        System.arraycopy(token, end, shorter, at, token.length - end);
        return shorter;
    }

    private byte[] with(byte[] token, int at) {
        byte[] more = new byte[1 + chance.nextInt(8)];
        chance.nextBytes(more);
        byte[] longer = Arrays.copyOf(token, token.length + more.length);
        System.arraycopy(more, 0, longer, at, more.length);
        System.arraycopy(token, at, longer, at + more.length, token.length - at);
        return longer;
    }

    /** Checks by itself: nothing of this relies on the guard around every context. */
    @Test
    void ntlmChallenges() throws Exception {
        byte[] challenge = new NtlmAcceptor("user", "secret").step(ntlm().step(NOTHING));
        for (int i = 0; i < RUNS; i++) {
            GssMechanism client = ntlm();
            client.step(NOTHING);
            feed(challenge, client::step);
        }
    }

    @Test
    void spnegoTokens() throws Exception {
        for (int i = 0; i < RUNS; i++) {
            SecurityContext client = spnego();
            SpnegoAcceptor server = new SpnegoAcceptor(new NtlmAcceptor("user", "secret"), i % 2 == 0);
            byte[] challenge = server.step(client.step(NOTHING));
            if (i % 3 == 0) {
                byte[] accepted = server.step(client.step(challenge));
                feed(accepted, client::finish);
            } else {
                feed(challenge, client::step);
            }
        }
    }

    /** Records of the TLS session, and messages inside it. */
    @Test
    void credSspTokens() throws Exception {
        for (int i = 0; i < FEW; i++) {
            int when = i % 4;
            SecurityContext client =
                    new CredSspContextFactory("user", "secret".toCharArray(), ServiceName.HTTP).create(TARGET);
            CredSspAcceptor server = new CredSspAcceptor(
                    certificate, new NtlmAcceptor("user", "secret"), CredSspAcceptor.Proof.HONEST, 6);
            byte[] token = client.step(NOTHING);
            for (int round = 0; round < when; round++) {
                token = client.step(server.step(token));
            }
            feed(server.step(token), client::step);
        }
    }

    @Test
    void credSspMessagesInsideTheTlsSession() throws Exception {
        byte[] challenge = new CredSspRequest(6, new byte[40], null, null, 0, null).encode();
        byte[] proof = new CredSspRequest(6, null, null, new byte[48], 0, null).encode();
        byte[] error = new CredSspRequest(6, null, null, null, 0xc000006d, null).encode();
        for (int i = 0; i < RUNS; i++) {
            feed(List.of(challenge, proof, error).get(i % 3), CredSspRequest::parse);
        }
        for (int i = 0; i < FEW; i++) {
            SecurityContext client =
                    new CredSspContextFactory("user", "secret".toCharArray(), ServiceName.HTTP).create(TARGET);
            CredSspAcceptor server = new CredSspAcceptor(
                    certificate, new NtlmAcceptor("user", "secret"), CredSspAcceptor.Proof.HONEST, 6);
            byte[] token = client.step(NOTHING);
            token = client.step(server.step(token));
            client.step(server.step(token));
            feed(
                    i % 2 == 0 ? challenge : error,
                    worse -> client.step(worse.length == 0 ? worse : server.records(worse)));
        }
    }

    /** The JDK reads these: the guard is what every connection has around it. */
    @Test
    void kerberosTokens() throws Exception {
        try (TestRealm realm = TestRealm.start(REALM, directory)) {
            KerberosOptions options =
                    KerberosOptions.DEFAULT.realm(REALM, realm.kdc()).bare(true);
            Path keytab = realm.keytab("HTTP/localhost");
            try (KerberosContextFactory kerberos = new KerberosContextFactory(
                    KerberosLogin.password(TestRealm.USER, TestRealm.PASSWORD.toCharArray()), options)) {
                for (int i = 0; i < FEW; i++) {
                    SecurityContext client = GuardedContext.create(kerberos, TARGET);
                    KerberosAcceptor server = new KerberosAcceptor(keytab, "HTTP/localhost@" + REALM, true);
                    byte[] accepted = server.step(client.step(NOTHING));
                    if (i % 2 == 0) {
                        feed(accepted, client::finish);
                    } else {
                        client.finish(accepted);
                        feedSealed(client, server);
                    }
                }
            }
        }
    }

    @Test
    void ntlmSealedBodies() throws Exception {
        for (int i = 0; i < RUNS; i++) {
            SecurityContext client = GuardedContext.create(
                    new NtlmContextFactory(
                            NtlmContextFactory.Carrier.RAW_NTLM, "user", "secret".toCharArray(), ServiceName.HTTP),
                    TARGET);
            NtlmAcceptor server = new NtlmAcceptor("user", "secret");
            server.step(client.step(server.step(client.step(NOTHING))));
            feedSealed(client, server);
        }
    }

    private void feedSealed(SecurityContext client, GssMechanism server) throws IOException {
        SecurityContext sealing = new RawMechanismContext("NTLM", server, MechanismContext.SPNEGO_PROTOCOL);
        SealedBody body = SealedBody.seal(sealing, "application/soap+xml;charset=UTF-8", new byte[100]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        feed(out.toByteArray(), worse -> {
            try (UnsealedStream in =
                    SealedBody.open(client, body.contentType(), new ByteArrayInputStream(worse), 1_000_000)) {
                assertThat(in.readAllBytes()).hasSizeLessThanOrEqualTo(1_000_000);
            }
        });
    }

    @Test
    void digestChallengesAndProofs() {
        String challenge =
                "Digest realm=\"r\\\"x\", nonce=\"n\", qop=\"auth-int, auth\", algorithm=SHA-256-sess, opaque=\"o\","
                        + " charset=UTF-8, userhash=true, stale=false, Negotiate YWJj, Basic realm=x";
        String proof = "qop=auth-int, rspauth=\"00\", cnonce=\"c\", nc=00000001, nextnonce=\"m\"";
        DigestSessionPool digests = new DigestSessionPool("J\u00e4s\u00f8n", "p\u20ac".toCharArray());
        for (int i = 0; i < RUNS; i++) {
            feed(challenge.getBytes(StandardCharsets.ISO_8859_1), worse -> {
                DigestSession digest = digests.take(true);
                List<Challenge> offered = ChallengeParser.parse(List.of(text(worse)));
                digest.challenged(offered, null);
                if (digest.ready()) {
                    assertThat(digest.answer("POST", "/wsman", worse)).isPresent();
                }
                Challenge any =
                        offered.isEmpty() ? new Challenge("Digest", text(worse), java.util.Map.of()) : offered.get(0);
                ChallengeParser.token(any);
            });
            feed(proof.getBytes(StandardCharsets.ISO_8859_1), worse -> {
                DigestSession digest = digests.take(true);
                digest.challenged(ChallengeParser.parse(List.of("Digest realm=r, nonce=n, qop=auth")), null);
                DigestAuthorization answer =
                        digest.answer("POST", "/wsman", NOTHING).orElseThrow();
                digest.confirmed(answer, List.of(text(worse)), NOTHING);
            });
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Responses with every combination of fields, which the acceptors here never send. */
    @Test
    void spnegoTokensWithUnusualFields() throws Exception {
        byte[] challenge = new NtlmAcceptor("user", "secret").step(ntlm().step(NOTHING));
        State[] states = {null, State.ACCEPT_COMPLETED, State.ACCEPT_INCOMPLETE, State.REJECT, State.REQUEST_MIC};
        byte[][] mechanisms = {null, MechanismOid.NTLM.content(), MechanismOid.KERBEROS.content(), NOTHING};
        for (int i = 0; i < RUNS; i++) {
            byte[] mechanism = mechanisms[chance.nextInt(mechanisms.length)];
            byte[] token = chance.nextBoolean() ? challenge : null;
            byte[] mic = chance.nextBoolean() ? new byte[chance.nextInt(20)] : null;
            byte[] response = new Response(states[chance.nextInt(states.length)], mechanism, token, mic).encode();
            SecurityContext client = spnego();
            client.step(NOTHING);
            feed(response, client::finish);
        }
    }

    private static GssMechanism ntlm() throws AuthenticationFailedException {
        return new NtlmContextFactory(
                        NtlmContextFactory.Carrier.RAW_NTLM, ".\\user", "secret".toCharArray(), ServiceName.HTTP)
                .mechanism(TARGET);
    }

    private static SecurityContext spnego() throws AuthenticationFailedException {
        return new SpnegoContext(List.of(ntlm()));
    }
}
