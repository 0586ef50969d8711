package dev.wsman.internal.transport.auth.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.spnego.NegotiateContextFactory;
import dev.wsman.internal.transport.auth.spnego.SpnegoContextFactory;
import dev.wsman.internal.transport.encryption.DecryptedStream;
import dev.wsman.internal.transport.encryption.EncryptedBody;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import dev.wsman.testkit.auth.KerberosAcceptor;
import dev.wsman.testkit.auth.ServiceKeys;
import dev.wsman.testkit.auth.SpnegoAcceptor;
import dev.wsman.testkit.auth.SpnegoTokens;
import dev.wsman.testkit.auth.SpnegoTokens.InitialToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kerberos against Apache Kerby's KDC and a JGSS acceptor, both in this process. */
class KerberosContextFactoryTest {
    private static final byte[] NOTHING = {};
    private static final AuthenticationTarget TARGET = AuthenticationTarget.http("localhost", 5985);
    private static final String REALM = "WSMAN.TEST";

    @TempDir
    private static Path directory;

    private static TestRealm realm;
    private static Path keytab;

    @BeforeAll
    static void startRealm() throws Exception {
        realm = TestRealm.start(REALM, directory);
        keytab = realm.keytab("HTTP/localhost");
    }

    @AfterAll
    static void stopRealm() throws Exception {
        realm.close();
    }

    @Test
    void authenticatesBothSidesAndEncryptsInSpnegoWithPassword() throws Exception {
        try (SecurityContextFactory kerberos = password(options())) {
            SecurityContext client = kerberos.create(TARGET);
            KerberosAcceptor mechanism = acceptor(false);
            SecurityContext server = spnego(mechanism, false);
            byte[] first = client.step(NOTHING);
            assertThat(InitialToken.parse(first).mechanisms()).containsExactly(SpnegoTokens.KERBEROS);
            byte[] accepted = server.step(first);
            assertThat(client.established()).isFalse();
            client.finish(accepted);
            assertThat(client.established()).isTrue();
            assertThat(mechanism.user()).isEqualTo(TestRealm.USER + "@" + REALM);
            assertEncrypted(client, server);
            assertEncrypted(server, client);
            assertThat(client.encryptionProtocol()).isEqualTo("application/HTTP-SPNEGO-session-encrypted");
        }
    }

    @Test
    void sendsBareTokensUnderKerberos() throws Exception {
        try (SecurityContextFactory kerberos = password(options().bare(true))) {
            SecurityContext client = kerberos.create(TARGET);
            SecurityContext server = new AcceptorContext(acceptor(true));
            client.finish(server.step(client.step(NOTHING)));
            assertThat(client.scheme()).isEqualTo("Kerberos");
            assertThat(client.encryptionProtocol()).isEqualTo("application/HTTP-Kerberos-session-encrypted");
            assertEncrypted(client, server);
            assertEncrypted(server, client);
        }
    }

    /** MS-KILE 3.4.5.4.1: RRC is 28 with AES and SHA-1, and 60 bytes stand before the cipher text. */
    @Test
    void splitsSignatureOfSixtyBytesWithRotationOfWindows() throws Exception {
        try (SecurityContextFactory kerberos = password(options())) {
            SecurityContext client = kerberos.create(TARGET);
            SecurityContext server = spnego(acceptor(false), false);
            client.finish(server.step(client.step(NOTHING)));
            EncryptedPart part = client.wrap(new byte[1000], 0, 1000);
            assertThat(part.signature()).hasSize(60).startsWith(5, 4);
            assertThat(part.cipherText()).hasSize(1000);
            assertThat(CfxToken.rightRotation(ByteBuffer.wrap(part.signature())))
                    .isEqualTo(28);
            assertThat(CfxToken.extraCount(ByteBuffer.wrap(part.signature()))).isZero();
            assertThat(CfxToken.isEncrypted(ByteBuffer.wrap(part.signature()))).isTrue();
        }
    }

    @Test
    void sendsMicIfServerRequestsIt() throws Exception {
        try (SecurityContextFactory kerberos = password(options())) {
            SecurityContext client = kerberos.create(TARGET);
            SecurityContext server = spnego(acceptor(false), true);
            byte[] mic = client.step(server.step(client.step(NOTHING)));
            client.finish(server.step(mic));
            assertThat(client.established()).isTrue();
            assertEncrypted(client, server);
        }
    }

    @Test
    void rejectsServerThatDoesNotProveItsIdentity() throws Exception {
        try (SecurityContextFactory kerberos = password(options())) {
            SecurityContext client = kerberos.create(TARGET);
            client.step(NOTHING);
            assertThatThrownBy(() -> client.finish(NOTHING)).isInstanceOf(AuthenticationFailedException.class);
            byte[] accepted = SpnegoTokens.response(
                    SpnegoTokens.NegotiationState.ACCEPT_COMPLETED, SpnegoTokens.KERBEROS, null, null);
            assertThatThrownBy(() -> client.finish(accepted)).isInstanceOf(AuthenticationFailedException.class);
        }
    }

    @Test
    void rejectsChangedOrRepeatedMessage() throws Exception {
        try (SecurityContextFactory kerberos = password(options())) {
            SecurityContext client = kerberos.create(TARGET);
            SecurityContext server = spnego(acceptor(true), false);
            client.finish(server.step(client.step(NOTHING)));
            byte[] token = token(server.wrap(new byte[100], 0, 100));
            assertThat(client.unwrap(ByteBuffer.wrap(token), 60).remaining()).isEqualTo(100);
            assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(token), 60))
                    .isInstanceOf(EncryptionBrokenException.class);
            byte[] changed = token(server.wrap(new byte[100], 0, 100));
            changed[80] ^= 1;
            assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(changed), 60))
                    .isInstanceOf(EncryptionBrokenException.class);
            assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(new byte[5]), 5))
                    .isInstanceOf(EncryptionBrokenException.class);
        }
    }

    /**
     * RFC 4121 4.2.2: a Wrap token without the flag Sealed is signed but not encrypted, so that it can be read on the
     * network.
     */
    @Test
    void rejectsReplyThatIsSignedAndNotEncrypted() throws Exception {
        try (SecurityContextFactory kerberos = password(options())) {
            SecurityContext client = kerberos.create(TARGET);
            KerberosAcceptor mechanism = acceptor(false);
            client.finish(spnego(mechanism, false).step(client.step(NOTHING)));
            byte[] plain = "readable".getBytes(StandardCharsets.UTF_8);
            byte[] signed = mechanism.wrapWithoutEncryption(plain);
            assertThat(CfxToken.isEncrypted(ByteBuffer.wrap(signed))).isFalse();
            assertThat(new String(signed, StandardCharsets.ISO_8859_1)).contains("readable");
            assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(signed), signed.length - plain.length))
                    .isInstanceOf(EncryptionBrokenException.class)
                    .hasMessageContaining("signed but not encrypted");
        }
    }

    @Test
    void rejectsSkippedOrReorderedReply() throws Exception {
        try (SecurityContextFactory kerberos = password(options())) {
            SecurityContext client = kerberos.create(TARGET);
            SecurityContext server = spnego(acceptor(false), false);
            client.finish(server.step(client.step(NOTHING)));
            byte[] first = token(server.wrap(new byte[10], 0, 10));
            byte[] second = token(server.wrap(new byte[10], 0, 10));
            assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(second), 60))
                    .isInstanceOf(EncryptionBrokenException.class)
                    .hasMessageContaining("left out or reordered");
            assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(first), 60))
                    .isInstanceOf(EncryptionBrokenException.class);
        }
    }

    @Test
    void decryptsLargeBody() throws Exception {
        try (SecurityContextFactory kerberos = password(options())) {
            SecurityContext client = kerberos.create(TARGET);
            SecurityContext server = spnego(acceptor(false), false);
            client.finish(server.step(client.step(NOTHING)));
            byte[] plain = new byte[3_000_000];
            new Random(1).nextBytes(plain);
            EncryptedBody body = EncryptedBody.encrypt(server, "application/soap+xml;charset=UTF-8", plain);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            body.writeTo(out);
            try (DecryptedStream read = EncryptedBody.open(
                    client, body.contentType(), new ByteArrayInputStream(out.toByteArray()), 4_000_000)) {
                assertThat(read.readAllBytes()).isEqualTo(plain);
            }
        }
    }

    @Test
    void logsInWithKeytab() throws Exception {
        try (SecurityContextFactory kerberos =
                factory(KerberosLogin.keytab(realm.userKeytab(), TestRealm.USER + "@" + REALM), options())) {
            assertThat(kerberos.create(TARGET).step(NOTHING)).isNotEmpty();
        }
    }

    @Test
    void usesCallersSubjectWithoutChangingIt() throws Exception {
        try (KerberosLogin login = KerberosLogin.password(TestRealm.USER, TestRealm.PASSWORD.toCharArray())) {
            Subject subject = login.subject(options());
            SecurityContextFactory kerberos = factory(KerberosLogin.subject(subject), KerberosOptions.DEFAULT);
            assertThat(kerberos.create(TARGET).step(NOTHING)).isNotEmpty();
            kerberos.close();
            assertThat(subject.getPrivateCredentials()).isNotEmpty();
        }
    }

    @Test
    void reportsMissingTicketOfEmptySubject() {
        SecurityContextFactory kerberos =
                factory(KerberosLogin.subject(new Subject()), KerberosOptions.DEFAULT.serviceRealm(REALM));
        assertThatThrownBy(() -> kerberos.create(TARGET))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("ticket");
    }

    @Test
    void reportsWhatToDoAboutMissingTicketCache() {
        SecurityContextFactory kerberos =
                factory(KerberosLogin.ticketCache(directory.resolve("none")), KerberosOptions.DEFAULT);
        assertThatThrownBy(() -> kerberos.create(TARGET))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("ticket cache")
                .hasMessageContaining("kinit");
    }

    @Test
    void namesPrincipalByServiceClassAndPort() throws Exception {
        Path other = realm.keytab("WSMAN/localhost:5985");
        try (SecurityContextFactory kerberos = password(options().service(new ServiceName("WSMAN", true)))) {
            SecurityContext client = kerberos.create(TARGET);
            SecurityContext server =
                    spnego(new KerberosAcceptor(new ServiceKeys(other, "WSMAN/localhost:5985@" + REALM), false), false);
            client.finish(server.step(client.step(NOTHING)));
            assertThat(client.established()).isTrue();
        }
    }

    @Test
    void distinguishesUnknownPrincipalWrongPasswordAndUnknownUser() {
        assertThatThrownBy(() -> password(options()).create(AuthenticationTarget.http("other.example.org", 5985)))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("HTTP/other.example.org@" + REALM)
                .hasMessageContaining("does not know the server's principal");
        assertThatThrownBy(() -> new KerberosContextFactory(
                                KerberosLogin.password(TestRealm.USER, "wrong".toCharArray()), options())
                        .create(TARGET))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("password")
                .hasMessageNotContaining("\"wrong\"");
        assertThatThrownBy(
                        () -> new KerberosContextFactory(KerberosLogin.password("nobody", "x".toCharArray()), options())
                                .create(TARGET))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("does not know the user");
    }

    @Test
    void keepsOtherRealmsWorkingWhenOneKdcIsDown() throws Exception {
        KerberosOptions dead = KerberosOptions.DEFAULT.realm("DEAD.TEST", "localhost:1");
        assertThatThrownBy(() -> password(dead).create(TARGET))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("DEAD.TEST");
        try (SecurityContextFactory kerberos = password(options())) {
            assertThat(kerberos.create(TARGET).step(NOTHING)).isNotEmpty();
        }
    }

    @Test
    void reportsDelegationThatIsNotPossible() {
        assertThatThrownBy(() -> password(options().delegate(true)).create(TARGET))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("forwardable");
    }

    @Test
    void rejectsKdcsWithoutRealmAndWithSubject() {
        assertThatThrownBy(() -> new KerberosContextFactory(KerberosLogin.subject(new Subject()), options()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KerberosOptions.DEFAULT.realm("A\nB", "kdc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("realm");
        assertThatThrownBy(() -> KerberosOptions.DEFAULT.realm("A", "kdc\n}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kdc");
    }

    @Test
    void negotiatesKerberosWithTicketAndNtlmOtherwise() throws Exception {
        try (NegotiateContextFactory negotiating =
                new NegotiateContextFactory(TestRealm.USER, TestRealm.PASSWORD.toCharArray(), options())) {
            SecurityContext client = negotiating.create(TARGET);
            InitialToken initial = InitialToken.parse(client.step(NOTHING));
            assertThat(initial.mechanisms()).containsExactly(SpnegoTokens.KERBEROS, SpnegoTokens.NTLM);

            SecurityContext fallback = negotiating.create(AuthenticationTarget.http("other.example.org", 5985));
            SecurityContext server = AcceptorContext.spnego(TestRealm.USER, TestRealm.PASSWORD, false);
            fallback.finish(server.step(fallback.step(server.step(fallback.step(NOTHING)))));
            assertEncrypted(fallback, server);
        }
    }

    /** A server outside the domain: the client has a ticket, the server only takes NTLM. */
    @Test
    void changesFromKerberosToNtlmIfServerSelectsIt() throws Exception {
        try (NegotiateContextFactory negotiating =
                new NegotiateContextFactory(TestRealm.USER, TestRealm.PASSWORD.toCharArray(), options())) {
            SecurityContext client = negotiating.create(TARGET);
            SecurityContext server = AcceptorContext.spnego(TestRealm.USER, TestRealm.PASSWORD, true);
            byte[] negotiate = client.step(server.step(client.step(NOTHING)));
            client.finish(server.step(client.step(server.step(negotiate))));
            assertThat(client.established()).isTrue();
            assertEncrypted(client, server);
        }
    }

    @Test
    void reportsBothReasonsWhenKerberosAndNtlmFail() throws Exception {
        try (NegotiateContextFactory negotiating =
                new NegotiateContextFactory("nobody", "wrong".toCharArray(), options())) {
            SecurityContext client = negotiating.create(TARGET);
            client.step(NOTHING);
            assertThatThrownBy(() -> client.step(NOTHING))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("refused the NTLM credentials")
                    .hasMessageContaining("no Kerberos ticket")
                    .hasMessageContaining("does not know the user");
        }
    }

    @Test
    void reusesTicketUntilLoginIsClosed() throws Exception {
        KerberosLogin login = KerberosLogin.password(TestRealm.USER, TestRealm.PASSWORD.toCharArray());
        Subject first = login.subject(options());
        assertThat(login.subject(options())).isSameAs(first);
        login.close();
        assertThat(first.getPrivateCredentials()).isEmpty();
        assertThatThrownBy(() -> login.subject(options())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sharesLoginUntilLastSessionIsClosed() throws Exception {
        AtomicInteger logins = new AtomicInteger();
        SharedKerberosLogin shared = new SharedKerberosLogin(() -> {
            logins.incrementAndGet();
            return KerberosLogin.password(TestRealm.USER, TestRealm.PASSWORD.toCharArray());
        });
        KerberosContextFactory first = shared.open(options());
        KerberosContextFactory second = shared.open(options());
        first.mechanism(TARGET).close();
        first.close();
        first.close(); // counts once
        assertThatThrownBy(() -> first.mechanism(TARGET)).isInstanceOf(IllegalStateException.class);
        second.mechanism(TARGET).close();
        assertThat(logins).hasValue(1);
        second.close();
        assertThatThrownBy(() -> second.mechanism(TARGET)).isInstanceOf(IllegalStateException.class);

        try (KerberosContextFactory third = shared.open(options())) {
            third.mechanism(TARGET).close();
        }
        assertThat(logins).hasValue(2);
    }

    @Test
    void logsInOnceForEachRealm() throws Exception {
        AtomicInteger logins = new AtomicInteger();
        SharedKerberosLogin shared = new SharedKerberosLogin(() -> {
            logins.incrementAndGet();
            return KerberosLogin.password(TestRealm.USER, TestRealm.PASSWORD.toCharArray());
        });
        try (KerberosContextFactory here = shared.open(options());
                KerberosContextFactory there = shared.open(options().realm("OTHER.TEST", "127.0.0.1:1"))) {
            here.mechanism(TARGET).close();
            assertThatThrownBy(() -> there.mechanism(TARGET)).isInstanceOf(AuthenticationFailedException.class);
            here.mechanism(TARGET).close();
        }
        assertThat(logins).hasValue(2);
    }

    /** A process has one Kerberos configuration. The realms given in code come first; the previous file is included. */
    @Test
    void includesExistingKerberosConfiguration(@TempDir Path other) throws Exception {
        String before = System.getProperty(TestRealm.CONFIGURATION);
        Path theirs = Files.writeString(
                other.resolve("theirs.conf"),
                "[realms]\nTHEIRS.TEST = {\n  kdc = localhost:1\n  udp_preference_limit = 1\n}\n" + REALM
                        + " = {\n  kdc = localhost:1\n}\n");
        System.setProperty(TestRealm.CONFIGURATION, theirs.toString());
        try (SecurityContextFactory ours = password(options());
                SecurityContextFactory inTheirs = factory(
                        KerberosLogin.password("alice@theirs.test", new char[] {'x'}), KerberosOptions.DEFAULT)) {
            assertThat(ours.create(TARGET).step(NOTHING)).isNotEmpty();
            assertThatThrownBy(() -> inTheirs.create(TARGET))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("alice@THEIRS.TEST")
                    .hasMessageContaining("Connection refused");
            assertThat(Files.readAllLines(Path.of(System.getProperty(TestRealm.CONFIGURATION))))
                    .hasSize(2)
                    .last()
                    .isEqualTo("include " + theirs);
        } finally {
            TestRealm.restore(before);
        }
    }

    /** The channel binding depends on it: the JDK's SASL mechanism finds the realm of a host by itself. */
    @Test
    void treatsHostInRealmsDomainAsMember() throws Exception {
        KerberosOptions dead = KerberosOptions.DEFAULT.realm("MEMBERS.TEST", "localhost:1");
        assertThatThrownBy(() -> password(dead).create(TARGET)).isInstanceOf(AuthenticationFailedException.class);
        AuthenticationTarget member = AuthenticationTarget.http("host.members.test", 5985);
        assertThat(KerberosServiceRealm.of(new Subject(), member, dead)).isEqualTo("MEMBERS.TEST");
        assertThat(KerberosServiceRealm.isConfigured(member, dead, "MEMBERS.TEST"))
                .isTrue();
        assertThat(KerberosServiceRealm.isConfigured(member, dead, REALM)).isFalse();
    }

    @Test
    void usesTicketOfKinit() throws Exception {
        try (SecurityContextFactory kerberos = factory(KerberosLogin.ticketCache(realm.ticketCache()), options())) {
            SecurityContext client = kerberos.create(TARGET);
            KerberosAcceptor mechanism = acceptor(false);
            client.finish(spnego(mechanism, false).step(client.step(NOTHING)));
            assertThat(mechanism.user()).isEqualTo(TestRealm.USER + "@" + REALM);
        }
    }

    private static KerberosOptions options() {
        return KerberosOptions.DEFAULT.realm(REALM, realm.kdc());
    }

    private static SecurityContextFactory password(KerberosOptions options) {
        return factory(KerberosLogin.password(TestRealm.USER, TestRealm.PASSWORD.toCharArray()), options);
    }

    /** As {@link dev.wsman.Credentials} makes it. */
    private static SecurityContextFactory factory(KerberosLogin login, KerberosOptions options) {
        KerberosContextFactory kerberos = new KerberosContextFactory(login, options);
        return options.bare() ? kerberos : new SpnegoContextFactory(kerberos);
    }

    private static SecurityContext spnego(KerberosAcceptor kerberos, boolean requestsMic) {
        return new AcceptorContext(SpnegoAcceptor.of(kerberos, requestsMic));
    }

    private static KerberosAcceptor acceptor(boolean likeWindows) throws Exception {
        return new KerberosAcceptor(new ServiceKeys(keytab, "HTTP/localhost@" + REALM), likeWindows);
    }

    private static void assertEncrypted(SecurityContext from, SecurityContext to) throws Exception {
        for (int size : new int[] {0, 1, 15, 16, 17, 5000}) {
            byte[] plain = new byte[size];
            new Random(size).nextBytes(plain);
            EncryptedPart part = from.wrap(plain, 0, plain.length);
            byte[] token = token(part);
            int room = size % 2 == 0 ? 64 : 0; // with room for the rotated bytes, and without
            ByteBuffer all = ByteBuffer.wrap(Arrays.copyOf(token, token.length + room), 0, token.length);
            assertThat(to.unwrap(all, part.signature().length)).isEqualTo(ByteBuffer.wrap(plain));
        }
    }

    private static byte[] token(EncryptedPart part) {
        byte[] token = Arrays.copyOf(part.signature(), part.length());
        System.arraycopy(part.cipherText(), 0, token, part.signature().length, part.cipherText().length);
        return token;
    }
}
