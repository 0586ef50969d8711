package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationStep;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import dev.wsman.internal.transport.encryption.MessageEncryption;
import java.nio.ByteBuffer;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;

/**
 * The service's side of one handshake, and the keys of the connection after it. The client must prove itself with a
 * ticket, and request mutual authentication, confidentiality and integrity. Thread-safe, since a connection can end
 * while a reply is encrypted.
 */
public final class KerberosServiceContext implements MessageEncryption, AutoCloseable {
    private static final byte[] NOTHING = {};

    private final Subject subject;
    private final GSSContext context;
    private final KerberosMessages messages;
    private final String protocol;
    private String client = "the client";

    KerberosServiceContext(Subject subject, GSSContext context, String protocol) {
        this.subject = subject;
        this.context = context;
        // a message that the service refuses unread is missing in the sequence
        this.messages = new KerberosMessages(context, true);
        this.protocol = protocol;
    }

    /**
     * Takes the client's token.
     *
     * @return the token to send; empty if there is none
     * @throws AuthenticationFailedException if the token does not prove who the client is
     */
    public synchronized byte[] step(byte[] token) throws AuthenticationFailedException {
        return AuthenticationStep.guard("Kerberos: processing the client's token", () -> accept(token));
    }

    private byte[] accept(byte[] token) throws AuthenticationFailedException {
        try {
            PrivilegedExceptionAction<byte[]> step = () -> context.acceptSecContext(token, 0, token.length);
            byte[] reply = Subject.doAs(subject, step);
            if (context.isEstablished()) {
                client = context.getSrcName().toString();
                requireProtection();
            }
            return reply == null ? NOTHING : reply;
        } catch (PrivilegedActionException failed) {
            throw KerberosFailure.of("the client's ticket", failed);
        } catch (GSSException failed) {
            throw new AuthenticationFailedException("Kerberos: the client has no name: " + failed.getMessage(), failed);
        }
    }

    private void requireProtection() throws AuthenticationFailedException {
        if (!context.getMutualAuthState() || !context.getConfState() || !context.getIntegState()) {
            throw new AuthenticationFailedException(
                    "Kerberos: " + client + " did not request mutual authentication, confidentiality and integrity");
        }
    }

    /** Returns whether the client has proved itself. */
    public synchronized boolean established() {
        return context.isEstablished();
    }

    /** Returns the client's principal, such as {@code HOST$@EXAMPLE.COM}. */
    public synchronized String client() {
        return client;
    }

    @Override
    public String encryptionProtocol() {
        return protocol;
    }

    @Override
    public synchronized EncryptedPart wrap(byte[] plain, int offset, int length) throws EncryptionBrokenException {
        return messages.wrap(plain, offset, length, client);
    }

    @Override
    public synchronized ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException {
        try {
            return messages.unwrap(token, client);
        } catch (RuntimeException malformed) {
            throw new EncryptionBrokenException("Kerberos: a message of " + client + " is malformed", malformed);
        }
    }

    /** Wipes the keys. */
    @Override
    public synchronized void close() {
        try {
            context.dispose();
        } catch (GSSException alreadyGone) {
            // nothing is left to dispose of
        }
    }

    @Override
    public String toString() {
        return "KerberosServiceContext[" + protocol + "]";
    }
}
