package dev.wsman.testkit.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;

/** Reads and writes tokens of SPNEGO (RFC 4178 4.2). */
public final class SpnegoTokens {
    public static final ASN1ObjectIdentifier NTLM = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.2.10");
    public static final ASN1ObjectIdentifier KERBEROS = new ASN1ObjectIdentifier("1.2.840.113554.1.2.2");
    public static final ASN1ObjectIdentifier KERBEROS_MICROSOFT = new ASN1ObjectIdentifier("1.2.840.48018.1.2.2");

    private SpnegoTokens() {}

    /** The states of a negotiation, in the order of their numbers. */
    public enum NegotiationState {
        ACCEPT_COMPLETED,
        ACCEPT_INCOMPLETE,
        REJECT,
        REQUEST_MIC
    }

    /**
     * The first token of the client.
     *
     * @param mechanisms the mechanisms that it offers, the preferred one first
     * @param list the encoded list of mechanisms, which both sides sign
     * @param token the token of the preferred mechanism; null if there is none
     */
    public record InitialToken(List<ASN1ObjectIdentifier> mechanisms, byte[] list, byte[] token) {
        public static InitialToken parse(byte[] bytes) throws RefusedException {
            try {
                ASN1TaggedObject outer = ASN1TaggedObject.getInstance(bytes, BERTags.APPLICATION, 0);
                ASN1Sequence inner = (ASN1Sequence) outer.getBaseUniversal(false, BERTags.SEQUENCE);
                ASN1Sequence fields = sequence(inner.getObjectAt(1));
                ASN1Sequence list = sequence(fields.getObjectAt(0));
                List<ASN1ObjectIdentifier> mechanisms = new ArrayList<>();
                for (ASN1Encodable each : list) {
                    mechanisms.add(ASN1ObjectIdentifier.getInstance(each));
                }
                return new InitialToken(mechanisms, list.getEncoded(ASN1Encoding.DER), bytes(field(fields, 2)));
            } catch (IOException | RuntimeException malformed) {
                throw new RefusedException("Negotiate: the first token is not SPNEGO", malformed);
            }
        }

        boolean prefersKerberos() {
            ASN1ObjectIdentifier first = mechanisms.get(0);
            return first.equals(KERBEROS) || first.equals(KERBEROS_MICROSOFT);
        }
    }

    /**
     * A later token.
     *
     * @param token the token of the mechanism; null if there is none
     * @param mic the signature of the list of mechanisms; null if there is none
     */
    public record ResponseToken(byte[] token, byte[] mic) {
        public static ResponseToken parse(byte[] bytes) throws RefusedException {
            try {
                ASN1Sequence fields = sequence(ASN1Primitive.fromByteArray(bytes));
                return new ResponseToken(bytes(field(fields, 2)), bytes(field(fields, 3)));
            } catch (IOException | RuntimeException malformed) {
                throw new RefusedException("Negotiate: the token is not SPNEGO", malformed);
            }
        }
    }

    /** Encodes a token of the service. Only the first one has the mechanism. Fields that are null are omitted. */
    public static byte[] response(NegotiationState state, ASN1ObjectIdentifier mechanism, byte[] token, byte[] mic) {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        fields.add(new DERTaggedObject(0, new ASN1Enumerated(state.ordinal())));
        if (mechanism != null) {
            fields.add(new DERTaggedObject(1, mechanism));
        }
        if (token != null) {
            fields.add(new DERTaggedObject(2, new DEROctetString(token)));
        }
        if (mic != null) {
            fields.add(new DERTaggedObject(3, new DEROctetString(mic)));
        }
        try {
            return new DERTaggedObject(1, new DERSequence(fields)).getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ASN1Sequence sequence(ASN1Encodable tagged) {
        return (ASN1Sequence) ASN1TaggedObject.getInstance(tagged).getBaseUniversal(true, BERTags.SEQUENCE);
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

    private static byte[] bytes(ASN1TaggedObject field) {
        return field == null
                ? null
                : ASN1OctetString.getInstance(field.getBaseUniversal(true, BERTags.OCTET_STRING))
                        .getOctets();
    }
}
