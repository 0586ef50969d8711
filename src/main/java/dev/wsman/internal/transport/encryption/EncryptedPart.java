package dev.wsman.internal.transport.encryption;

/**
 * One encrypted message: the bytes that MS-WSMV 2.2.9.1.1.2.2 calls the signature (or token header), and the cipher
 * text after it. CredSSP's TLS records have no such boundary: the first part is as long as the record's trailer, as
 * the length field requires. The arrays belong to the record and must not be changed.
 */
public record EncryptedPart(byte[] signature, byte[] cipherText) {
    /** The number of bytes of both. */
    public int length() {
        return signature.length + cipherText.length;
    }

    @Override
    public String toString() {
        return "EncryptedPart[" + signature.length + "+" + cipherText.length + " bytes]";
    }
}
