package dev.wsman.internal.transport.auth.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.Der;
import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import dev.wsman.internal.transport.auth.ServerEndPoint;
import dev.wsman.internal.transport.auth.TestCertificate;
import dev.wsman.internal.transport.auth.spnego.SpnegoContextFactory;
import dev.wsman.testkit.auth.KerberosAcceptor;
import dev.wsman.testkit.auth.ServiceKeys;
import dev.wsman.testkit.auth.SpnegoAcceptor;
import dev.wsman.testkit.auth.SpnegoTokens;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.kerby.kerberos.kerb.common.EncryptionUtil;
import org.apache.kerby.kerberos.kerb.keytab.Keytab;
import org.apache.kerby.kerberos.kerb.type.ap.ApReq;
import org.apache.kerby.kerberos.kerb.type.ap.Authenticator;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The channel binding in the AP-REQ, decrypted with Apache Kerby: the Bnd field of RFC 4121 4.1.1.
 *
 * <p>The host is in the DNS domain of the realm. The JDK's SASL mechanism, which passes the binding, finds the realm of
 * a host by itself. For a host in no known domain it would find the default realm, which is the first realm that any
 * test of this JVM has configured.
 */
class KerberosBindingTest {
    private static final String REALM = "WSMAN.TEST";
    private static final String HOST = "host.wsman.test";
    private static final String PRINCIPAL = "HTTP/" + HOST;
    private static final byte[] NOTHING = {};

    @TempDir
    private static Path directory;

    private static TestRealm realm;
    private static Path keytab;
    private static TestCertificate certificate;

    @BeforeAll
    static void startRealm() throws Exception {
        realm = TestRealm.start(REALM, directory);
        keytab = realm.keytab(PRINCIPAL);
        certificate = TestCertificate.create("SHA256withRSA");
    }

    @AfterAll
    static void stopRealm() throws Exception {
        realm.close();
    }

    @Test
    void bindsTicketToServersCertificateOverHttps() throws Exception {
        try (SecurityContextFactory kerberos = new SpnegoContextFactory(kerberos(KerberosOptions.DEFAULT))) {
            SecurityContext client = kerberos.create(https());
            byte[] token = client.step(NOTHING);
            assertThat(binding(SpnegoTokens.InitialToken.parse(token).token())).isEqualTo(expected());
            SpnegoAcceptor server = SpnegoAcceptor.of(acceptor(), false);
            client.finish(server.accept(token));
            assertThat(client.established()).isTrue();
        }
    }

    @Test
    void bindsBareSchemeToServersCertificateOverHttps() throws Exception {
        try (KerberosContextFactory kerberos = kerberos(KerberosOptions.DEFAULT.bare(true))) {
            SecurityContext client = kerberos.create(https());
            byte[] token = client.step(NOTHING);
            assertThat(binding(token)).isEqualTo(expected());
            client.finish(acceptor().accept(token));
            assertThat(client.established()).isTrue();
        }
    }

    /**
     * The right binding needs a package that the JDK exports only on request; without it no binding is sent, never a
     * wrong one.
     */
    @Test
    void neverSendsWrongBindingWhenEncryptingOverHttps() throws Exception {
        try (KerberosContextFactory kerberos =
                kerberos(KerberosOptions.DEFAULT.bare(true).encrypting(true))) {
            SecurityContext client = kerberos.create(https());
            byte[] token = client.step(NOTHING);
            assertThat(binding(token)).isIn(new byte[16], expected());
            client.finish(acceptor().accept(token));
            assertThat(client.canEncrypt()).isTrue();
        }
    }

    @Test
    void sendsNoBindingOverHttp() throws Exception {
        try (KerberosContextFactory kerberos = kerberos(KerberosOptions.DEFAULT.bare(true))) {
            assertThat(binding(kerberos.create(AuthenticationTarget.http(HOST, 5985))
                            .step(NOTHING)))
                    .isEqualTo(new byte[16]);
        }
    }

    private static KerberosContextFactory kerberos(KerberosOptions options) {
        return new KerberosContextFactory(
                KerberosLogin.password(TestRealm.USER, TestRealm.PASSWORD.toCharArray()),
                options.realm(REALM, realm.kdc()));
    }

    private static byte[] expected() throws Exception {
        return MessageDigest.getInstance("MD5").digest(ServerEndPoint.bindings(certificate.certificate()));
    }

    private static AuthenticationTarget https() {
        return new AuthenticationTarget(HOST, 5986, true, certificate.certificate());
    }

    private static KerberosAcceptor acceptor() throws Exception {
        return new KerberosAcceptor(new ServiceKeys(keytab, PRINCIPAL + "@" + REALM), false);
    }

    /** Returns the 16 bytes after the length at the beginning of the authenticator's checksum. */
    private static byte[] binding(byte[] gssToken) throws Exception {
        Der token = Der.read(gssToken).enter(Der.APPLICATION_0);
        assertThat(token.contents(Der.OBJECT_IDENTIFIER)).isEqualTo(MechanismOid.KERBEROS.content());
        byte[] request = token.remaining();
        ApReq apReq = new ApReq();
        apReq.decode(Arrays.copyOfRange(request, 2, request.length));
        Ticket ticket = apReq.getTicket();
        EncryptionKey serverKey = Keytab.loadKeytab(keytab.toFile())
                .getKey(
                        new PrincipalName(PRINCIPAL + "@" + REALM),
                        ticket.getEncryptedEncPart().getEType());
        EncTicketPart part = EncryptionUtil.unseal(
                ticket.getEncryptedEncPart(), serverKey, KeyUsage.KDC_REP_TICKET, EncTicketPart.class);
        Authenticator authenticator = EncryptionUtil.unseal(
                apReq.getEncryptedAuthenticator(), part.getKey(), KeyUsage.AP_REQ_AUTH, Authenticator.class);
        return Arrays.copyOfRange(authenticator.getCksum().getChecksum(), 4, 20);
    }
}
