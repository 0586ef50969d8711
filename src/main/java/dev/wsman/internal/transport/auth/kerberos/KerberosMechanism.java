package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.nio.ByteBuffer;
import javax.security.auth.Subject;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.MessageProp;

/**
 * The client's side of Kerberos over JGSS: mutual authentication, and encrypted messages.
 */
final class KerberosMechanism extends KerberosInitiator {
    private final GSSContext context;
    private final KerberosMessages messages;
    private final boolean delegate;

    KerberosMechanism(String target, Subject subject, GSSContext context, boolean delegate) {
        super(target, subject);
        this.context = context;
        this.messages = new KerberosMessages(context, false);
        this.delegate = delegate;
    }

    @Override
    byte[] next(byte[] peerToken) throws AuthenticationFailedException {
        byte[] token = asUser(() -> context.initSecContext(peerToken, 0, peerToken.length));
        requireGranted(peerToken.length > 0);
        return token;
    }

    @Override
    AuthenticationFailedException refused() {
        return new AuthenticationFailedException("Kerberos: the server refused the ticket for " + target()
                + "; check that this principal belongs to the server's account, and that the clocks agree");
    }

    /** Checks that delegation and, after the server's reply, mutual authentication were granted. */
    private void requireGranted(boolean replied) throws AuthenticationFailedException {
        if (delegate && !context.getCredDelegState()) {
            throw new AuthenticationFailedException(
                    "Kerberos: the ticket cannot be forwarded, so delegation is not possible;"
                            + " set forwardable = true in the Kerberos configuration, and allow it for the account");
        }
        if (replied && !(context.isEstablished() && context.getMutualAuthState())) {
            throw new AuthenticationFailedException("Kerberos: " + target() + " did not prove its identity");
        }
    }

    @Override
    public boolean established() {
        return hasBegun() && context.isEstablished();
    }

    @Override
    public boolean canEncrypt() {
        return !context.isEstablished() || context.getConfState();
    }

    @Override
    public byte[] sign(byte[] message) throws AuthenticationFailedException {
        try {
            return context.getMIC(message, 0, message.length, new MessageProp(0, false));
        } catch (GSSException failed) {
            throw new AuthenticationFailedException("Kerberos: cannot sign: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void verify(byte[] message, byte[] signature) throws AuthenticationFailedException {
        try {
            context.verifyMIC(signature, 0, signature.length, message, 0, message.length, new MessageProp(0, false));
        } catch (GSSException failed) {
            throw new AuthenticationFailedException(
                    "Kerberos: the server's proof over the negotiation does not verify", failed);
        }
    }

    @Override
    public EncryptedPart wrap(byte[] plain, int offset, int length) throws EncryptionBrokenException {
        return messages.wrap(plain, offset, length, target());
    }

    @Override
    public ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException {
        return messages.unwrap(token, target());
    }

    @Override
    public void close() {
        try {
            context.dispose();
        } catch (GSSException alreadyGone) {
            // nothing is left to dispose of
        }
    }
}
