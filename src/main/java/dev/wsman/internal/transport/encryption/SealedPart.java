package dev.wsman.internal.transport.encryption;

/**
 * One sealed message: the octets that MS-WSMV 2.2.9.1.1.2.2 calls the signature (or token header) and the cipher text after it.
 * With CredSSP, whose TLS records have no such cut, the first is as long as the record's trailer, as the length field wants it.
 * The arrays are the record's own; nobody changes them.
 */
public record SealedPart(byte[] signature, byte[] cipherText) {
    /** The octets of both, in one number. */
    public int length() {
        return signature.length + cipherText.length;
    }

    @Override
    public String toString() {
        return "SealedPart[" + signature.length + "+" + cipherText.length + " octets]";
    }
}
