package dev.wsman.testkit.auth;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * The server's side of a GSS-API mechanism that SPNEGO can carry: it also signs the list of mechanisms (RFC 4178 5).
 */
interface SigningAcceptor extends Acceptor {
    /** The identifier under which SPNEGO negotiates the mechanism. */
    ASN1ObjectIdentifier mechanism();

    /** Signs a text without encrypting it. */
    byte[] sign(byte[] text) throws RefusedException;

    /**
     * Verifies the client's signature of a text.
     *
     * @throws RefusedException if it is wrong
     */
    void verify(byte[] text, byte[] signature) throws RefusedException;
}
