package dev.wsman.testkit.auth;

import dev.wsman.testkit.http.ServiceCertificate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
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

/** The server's side of CredSSP (MS-CSSP 3.2.5), with NTLM inside. */
public final class CredSspAcceptor implements Acceptor {
    private static final long STATUS_LOGON_FAILURE = 0xc000006d;
    private static final int MOST_PLAIN_TEXT = 16_384;

    private final TokenTls tls;
    private final NtlmAcceptor ntlm;
    private final Accounts accounts;
    private final CredSspForm form;
    private byte[] nonce = {};
    private byte[] clientProof = {};
    private String delegated = "";

    CredSspAcceptor(ServiceCertificate certificate, Accounts accounts, boolean micRequired) {
        this(certificate, accounts, micRequired, CredSspForm.WINDOWS);
    }

    /** Creates an acceptor for these accounts, with this certificate in its TLS session. */
    public CredSspAcceptor(ServiceCertificate certificate, Accounts accounts, CredSspForm form) {
        this(certificate, accounts, false, form);
    }

    private CredSspAcceptor(ServiceCertificate certificate, Accounts accounts, boolean micRequired, CredSspForm form) {
        this.tls = new TokenTls(certificate, form.suites());
        this.ntlm = new NtlmAcceptor(accounts, Optional.empty(), micRequired);
        this.accounts = accounts;
        this.form = form;
    }

    @Override
    public byte[] accept(byte[] token) throws RefusedException {
        try {
            TokenTls.ReceivedRecords received = tls.receive(token);
            if (received.text().length == 0) {
                return received.records();
            }
            byte[] reply = reply(ASN1Sequence.getInstance(received.text()));
            byte[] encrypted = reply.length == 0 ? reply : tls.encrypt(reply);
            return ByteBuffer.allocate(received.records().length + encrypted.length)
                    .put(received.records())
                    .put(encrypted)
                    .array();
        } catch (IOException | GeneralSecurityException | RuntimeException malformed) {
            throw new RefusedException("CredSSP: " + malformed.getMessage(), malformed);
        }
    }

    private byte[] reply(ASN1Sequence request) throws RefusedException, IOException, GeneralSecurityException {
        byte[] credentials = bytes(request, 2);
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
        checkProof(bytes(request, 5), bytes(request, 3));
        byte[] proof = form.proof().of(this);
        return proof == null ? request() : request(3, new DEROctetString(proof));
    }

    private void checkProof(byte[] sentNonce, byte[] sentProof) throws RefusedException {
        if (sentNonce == null || sentProof == null) {
            throw new RefusedException("CredSSP: the client proves no key");
        }
        nonce = sentNonce;
        clientProof = ntlm.unwrap(sentProof);
        if (!Arrays.equals(clientProof, bindingHash("Client-To-Server", nonce, key()))) {
            throw new RefusedException("CredSSP: the client saw another key than that of the service");
        }
    }

    private byte[] request(int field, ASN1Encodable value) throws IOException {
        return request(new DERTaggedObject(field, value));
    }

    private byte[] request(DERTaggedObject... content) throws IOException {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        fields.add(new DERTaggedObject(0, new ASN1Integer(form.version())));
        fields.addAll(content);
        return new DERSequence(fields).getEncoded(ASN1Encoding.DER);
    }

    private static byte[] negotiationToken(ASN1Sequence request) {
        ASN1Sequence tokens = ASN1Sequence.getInstance(field(request, 1).getExplicitBaseObject());
        return bytes(ASN1Sequence.getInstance(tokens.getObjectAt(0)), 0);
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

    private static byte[] bytes(ASN1Sequence fields, int number) {
        ASN1TaggedObject field = field(fields, number);
        return field == null
                ? null
                : ASN1OctetString.getInstance(field.getExplicitBaseObject()).getOctets();
    }

    /**
     * Returns SHA-256 over the magic of the direction with its NUL, the nonce and the bits of the key (MS-CSSP
     * 3.1.5).
     */
    public static byte[] bindingHash(String direction, byte[] nonce, PublicKey key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(("CredSSP " + direction + " Binding Hash\0").getBytes(StandardCharsets.US_ASCII));
            sha256.update(nonce);
            return sha256.digest(SubjectPublicKeyInfo.getInstance(key.getEncoded())
                    .getPublicKeyData()
                    .getOctets());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** The public key of the TLS session. */
    public PublicKey key() {
        return tls.key();
    }

    /** The nonce of the client; empty before it is received. */
    public byte[] nonce() {
        return nonce.clone();
    }

    /** The decrypted proof of the client; empty before it is received. */
    public byte[] clientProof() {
        return clientProof.clone();
    }

    /**
     * The credentials that the client delegated, as {@code domain\\user:password}; empty before they are received.
     */
    public String delegated() {
        return delegated;
    }

    /** Encrypts a text with the keys of NTLM, as the proof and the credentials are encrypted. */
    public byte[] encrypted(byte[] text) {
        return joined(ntlm.wrap(text));
    }

    /** Encrypts a text to TLS records, as in a message of the handshake. */
    public byte[] records(byte[] text) throws SSLException {
        return tls.encrypt(text);
    }

    /** Returns the TLS record that requests another handshake from a TLS 1.2 client (RFC 5246 7.4.1.1). */
    public byte[] helloRequest() throws SSLException {
        return tls.helloRequest();
    }

    /** Returns the TLS record that ends the session (RFC 5246 7.2.1). */
    public byte[] closeNotify() throws SSLException {
        return tls.closeNotify();
    }

    private static byte[] joined(WrappedMessage encrypted) {
        return ByteBuffer.allocate(encrypted.signature().length + encrypted.data().length)
                .put(encrypted.signature())
                .put(encrypted.data())
                .array();
    }

    /**
     * Checks TSCredentials with TSPasswordCreds: the credentials with which the service could authenticate to other
     * servers.
     */
    private void checkDelegated(ASN1Sequence credentials) throws RefusedException {
        ASN1Sequence password = ASN1Sequence.getInstance(bytes(credentials, 1));
        String domain = new String(bytes(password, 0), StandardCharsets.UTF_16LE);
        String name = new String(bytes(password, 1), StandardCharsets.UTF_16LE);
        String secret = new String(bytes(password, 2), StandardCharsets.UTF_16LE);
        if (accounts.password(domain, name).filter(secret::equals).isEmpty()) {
            throw new RefusedException("CredSSP: the delegated credentials are not those of the proof");
        }
        delegated = domain + "\\" + name + ":" + secret;
    }

    @Override
    public boolean established() {
        return !delegated.isEmpty();
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

    /**
     * Encrypts a message. The length field of CredSSP counts only the tag (MS-WSMV 2.2.9.1.3), although the tag is
     * not at the start of the records.
     */
    @Override
    public WrappedMessage wrap(byte[] plain) throws RefusedException {
        try {
            byte[] records = tls.encrypt(plain);
            int cut = Math.min(TokenTls.TAG, records.length);
            return new WrappedMessage(Arrays.copyOf(records, cut), Arrays.copyOfRange(records, cut, records.length));
        } catch (SSLException broken) {
            throw new RefusedException("CredSSP: cannot encrypt", broken);
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
