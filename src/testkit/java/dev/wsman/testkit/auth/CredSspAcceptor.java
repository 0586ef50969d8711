package dev.wsman.testkit.auth;

import dev.wsman.testkit.http.ServiceCertificate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The server's side of CredSSP version 6 (MS-CSSP 3.2.5), NTLM inside. */
final class CredSspAcceptor implements Acceptor {
    private static final int VERSION = 6;
    private static final long STATUS_LOGON_FAILURE = 0xc000006d;
    private static final int MOST_PLAIN_TEXT = 16_384;

    private final TokenTls tls;
    private final NtlmAcceptor ntlm;
    private final Accounts accounts;
    private boolean delegated;

    CredSspAcceptor(ServiceCertificate certificate, Accounts accounts, boolean micRequired) {
        this.tls = new TokenTls(certificate);
        this.ntlm = new NtlmAcceptor(accounts, Optional.empty(), micRequired);
        this.accounts = accounts;
    }

    @Override
    public byte[] accept(byte[] token) throws RefusedException {
        try {
            TokenTls.ReceivedRecords received = tls.receive(token);
            if (received.text().length == 0) {
                return received.records();
            }
            byte[] answer = answer(ASN1Sequence.getInstance(received.text()));
            byte[] sealed = answer.length == 0 ? answer : tls.seal(answer);
            return ByteBuffer.allocate(received.records().length + sealed.length)
                    .put(received.records())
                    .put(sealed)
                    .array();
        } catch (IOException | GeneralSecurityException | RuntimeException malformed) {
            throw new RefusedException("CredSSP: " + malformed.getMessage(), malformed);
        }
    }

    private byte[] answer(ASN1Sequence request) throws RefusedException, IOException, GeneralSecurityException {
        byte[] credentials = octets(request, 2);
        if (credentials != null) {
            checkDelegated(ASN1Sequence.getInstance(ntlm.unwrap(credentials)));
            return new byte[0];
        }
        byte[] token;
        try {
            token = ntlm.accept(negotiationToken(request));
        } catch (RefusedException wrong) {
            return request(4, new ASN1Integer(STATUS_LOGON_FAILURE));
        }
        if (!ntlm.established()) {
            DERSequence element = new DERSequence(new DERTaggedObject(0, new DEROctetString(token)));
            return request(1, new DERSequence(element));
        }
        byte[] nonce = octets(request, 5);
        byte[] proof = octets(request, 3);
        if (proof == null || nonce == null || !Arrays.equals(ntlm.unwrap(proof), hash("Client-To-Server", nonce))) {
            throw new RefusedException("CredSSP: the client has seen another key than the service's");
        }
        return request(3, new DEROctetString(joined(ntlm.wrap(hash("Server-To-Client", nonce)))));
    }

    private static byte[] request(int field, ASN1Encodable value) throws IOException {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        fields.add(new DERTaggedObject(0, new ASN1Integer(VERSION)));
        fields.add(new DERTaggedObject(field, value));
        return new DERSequence(fields).getEncoded(ASN1Encoding.DER);
    }

    private static byte[] negotiationToken(ASN1Sequence request) {
        ASN1Sequence tokens = ASN1Sequence.getInstance(field(request, 1).getExplicitBaseObject());
        return octets(ASN1Sequence.getInstance(tokens.getObjectAt(0)), 0);
    }

    private static ASN1TaggedObject field(ASN1Sequence fields, int number) {
        for (ASN1Encodable each : fields) {
            ASN1TaggedObject field = ASN1TaggedObject.getInstance(each);
            if (field.getTagNo() == number) {
                return field;
            }
        }
        return null;
    }

    private static byte[] octets(ASN1Sequence fields, int number) {
        ASN1TaggedObject field = field(fields, number);
        return field == null
                ? null
                : ASN1OctetString.getInstance(field.getExplicitBaseObject()).getOctets();
    }

    private byte[] hash(String direction, byte[] nonce) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(("CredSSP " + direction + " Binding Hash\0").getBytes(StandardCharsets.US_ASCII));
        sha256.update(nonce);
        return sha256.digest(SubjectPublicKeyInfo.getInstance(tls.key().getEncoded())
                .getPublicKeyData()
                .getOctets());
    }

    private static byte[] joined(WrappedMessage sealed) {
        return ByteBuffer.allocate(sealed.signature().length + sealed.data().length)
                .put(sealed.signature())
                .put(sealed.data())
                .array();
    }

    /** TSCredentials with TSPasswordCreds: what the service could log in elsewhere with. */
    private void checkDelegated(ASN1Sequence credentials) throws RefusedException {
        ASN1Sequence password = ASN1Sequence.getInstance(octets(credentials, 1));
        String domain = new String(octets(password, 0), StandardCharsets.UTF_16LE);
        String name = new String(octets(password, 1), StandardCharsets.UTF_16LE);
        String secret = new String(octets(password, 2), StandardCharsets.UTF_16LE);
        delegated = accounts.password(domain, name).filter(secret::equals).isPresent();
        if (!delegated) {
            throw new RefusedException("CredSSP: the credentials that were handed over are not those that were proven");
        }
    }

    @Override
    public boolean established() {
        return delegated;
    }

    @Override
    public String user() {
        return ntlm.user();
    }

    @Override
    public String protocol() {
        return "application/HTTP-CredSSP-session-encrypted";
    }

    @Override
    public int mostPlainText() {
        return MOST_PLAIN_TEXT;
    }

    /** The length field of CredSSP counts the tag behind the cipher text (MS-WSMV 2.2.9.1.3); the records are not cut by it. */
    @Override
    public WrappedMessage wrap(byte[] plain) throws RefusedException {
        try {
            byte[] records = tls.seal(plain);
            int cut = Math.min(TokenTls.TAG, records.length);
            return new WrappedMessage(Arrays.copyOf(records, cut), Arrays.copyOfRange(records, cut, records.length));
        } catch (SSLException broken) {
            throw new RefusedException("CredSSP: cannot seal", broken);
        }
    }

    @Override
    public byte[] unwrap(byte[] token) throws RefusedException {
        try {
            return tls.open(token);
        } catch (SSLException broken) {
            throw new RefusedException("CredSSP: a message does not verify", broken);
        }
    }
}
