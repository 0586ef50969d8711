package dev.wsman;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaRespID;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** A certificate authority for tests: issues servers' certificates, revokes them, and answers OCSP and CRL requests over http. */
final class TestAuthority implements AutoCloseable {
    private static final X500Name NAME = new X500Name("CN=Test Authority");
    private static final char[] NO_PASSWORD = {};

    /** Where a certificate says that one can ask. */
    enum Asked {
        OCSP,
        CRL,
        NOWHERE
    }

    private final KeyPair keys = newKeys();
    private final X509Certificate root = newRoot();
    private final Set<BigInteger> revoked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger serials = new AtomicInteger(100);
    private final HttpServer answers;

    TestAuthority() {
        try {
            answers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        answers.createContext("/ocsp", exchange -> answer(exchange, "application/ocsp-response"));
        answers.createContext("/crl", exchange -> answer(exchange, "application/pkix-crl"));
        answers.start();
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate newRoot() {
        try {
            JcaX509v3CertificateBuilder builder = builder(NAME, BigInteger.ONE, keys);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JcaX509v3CertificateBuilder builder(X500Name subject, BigInteger serial, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                NAME,
                serial,
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                subject,
                keys.getPublic());
    }

    private ContentSigner signer() throws Exception {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    }

    /** A server with a new certificate for the loopback addresses, which answers every request with an IdentifyResponse. */
    Server server(Asked where) {
        try {
            KeyPair own = newKeys();
            BigInteger serial = BigInteger.valueOf(serials.incrementAndGet());
            JcaX509v3CertificateBuilder builder = builder(new X500Name("CN=localhost"), serial, own);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
            if (where == Asked.OCSP) {
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, url("/ocsp")));
            }
            if (where == Asked.CRL) {
                DistributionPointName name = new DistributionPointName(new GeneralNames(url("/crl/" + serial)));
                builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(name, null, null)
                }));
            }
            return new Server(
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer())), own.getPrivate());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private GeneralName url(String path) {
        return new GeneralName(
                GeneralName.uniformResourceIdentifier,
                "http://127.0.0.1:" + answers.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange, String type) throws IOException {
        try (exchange) {
            questions.incrementAndGet();
            byte[] answer = type.endsWith("crl") ? crl() : ocsp(question(exchange));
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** RFC 6960 A.1: a short one stands in the URL. */
    private static byte[] question(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            return Base64.getDecoder().decode(exchange.getRequestURI().getPath().replaceFirst("/ocsp/", ""));
        }
        return exchange.getRequestBody().readAllBytes();
    }

    private byte[] crl() throws Exception {
        Instant now = Instant.now();
        X509v2CRLBuilder list = new X509v2CRLBuilder(NAME, Date.from(now.minusSeconds(60)));
        list.setNextUpdate(Date.from(now.plusSeconds(3600)));
        revoked.forEach(serial -> list.addCRLEntry(serial, Date.from(now.minusSeconds(30)), CRLReason.keyCompromise));
        return list.build(signer()).getEncoded();
    }

    private byte[] ocsp(byte[] request) throws Exception {
        DigestCalculator sha1 = new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1);
        BasicOCSPRespBuilder response = new BasicOCSPRespBuilder(new JcaRespID(root.getPublicKey(), sha1));
        for (Req each : new OCSPReq(request).getRequestList()) {
            boolean bad = revoked.contains(each.getCertID().getSerialNumber());
            CertificateStatus status = bad
                    ? new RevokedStatus(Date.from(Instant.now().minusSeconds(30)), CRLReason.keyCompromise)
                    : CertificateStatus.GOOD;
            response.addResponse(each.getCertID(), status);
        }
        return new OCSPRespBuilder()
                .build(
                        OCSPResponseStatus.SUCCESSFUL,
                        response.build(
                                signer(),
                                new X509CertificateHolder[] {new X509CertificateHolder(root.getEncoded())},
                                new Date()))
                .getEncoded();
    }

    /** How often it was asked whether a certificate is revoked. */
    int questions() {
        return questions.get();
    }

    /** Trusts the authority. */
    KeyStore trustStore() {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("root", root);
            return store;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    @Override
    public void close() {
        answers.stop(0);
    }

    /** A server that has a certificate of the authority. */
    final class Server implements AutoCloseable {
        private final X509Certificate certificate;
        private final HttpsServer server;

        Server(X509Certificate certificate, PrivateKey key) throws Exception {
            this.certificate = certificate;
            KeyStore store = emptyStore();
            store.setKeyEntry("server", key, NO_PASSWORD, new X509Certificate[] {certificate, root});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            server.createContext("/", TestAuthority::identify);
            server.start();
        }

        Server revoked() {
            revoked.add(certificate.getSerialNumber());
            return this;
        }

        String endpoint() {
            return "https://127.0.0.1:" + server.getAddress().getPort() + "/wsman";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static void identify(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String identity =
                    "<i:IdentifyResponse xmlns:i='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'>"
                            + "<i:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion>"
                            + "<i:ProductVendor>Test</i:ProductVendor><i:ProductVersion>1</i:ProductVersion></i:IdentifyResponse>";
            byte[] answer = SessionFixture.envelope(identity).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", SessionFixture.SOAP_TYPE);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
