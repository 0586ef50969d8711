package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.util.Arrays;
import javax.security.auth.Subject;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.MessageProp;

/**
 * The client's side of Kerberos over JGSS: mutual authentication, and encrypted messages split as Windows splits them.
 */
final class KerberosMechanism extends KerberosInitiator {
    private final GSSContext context;
    private final boolean delegate;

    KerberosMechanism(String target, Subject subject, GSSContext context, boolean delegate) {
        super(target, subject);
        this.context = context;
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
        try {
            MessageProp property = new MessageProp(0, true);
            byte[] token = context.wrap(plain, offset, length, property);
            requireAes(token);
            if (!property.getPrivacy() || CfxToken.extraCount(token) != 0 || CfxToken.rightRotation(token) != 0) {
                throw new EncryptionBrokenException(
                        "Kerberos: this Java runtime wraps messages in a way that is not known here");
            }
            return CfxToken.split(token, length);
        } catch (GSSException failed) {
            throw new EncryptionBrokenException("Kerberos: cannot encrypt: " + failed.getMessage(), failed);
        }
    }

    @Override
    public byte[] unwrap(byte[] token, int signatureLength) throws EncryptionBrokenException {
        requireAes(token);
        MessageProp property = new MessageProp(0, true);
        try {
            int filled = CfxToken.extraCount(token);
            byte[] plain = context.unwrap(token, 0, token.length, property);
            requireInOrder(property);
            return filled == 0 ? plain : Arrays.copyOf(plain, Math.max(0, plain.length - filled));
        } catch (GSSException failed) {
            throw new EncryptionBrokenException(
                    "Kerberos: a message of " + target() + " does not verify: " + failed.getMessage(), failed);
        }
    }

    /**
     * Rejects RC4 tokens (RFC 4757): JGSS pads them, which Windows does not accept. The JDK disables RC4 by default
     * anyway.
     */
    private void requireAes(byte[] token) throws EncryptionBrokenException {
        if (!CfxToken.isCfx(token)) {
            throw new EncryptionBrokenException("Kerberos: the ticket for " + target()
                    + " has no AES key, which encryption needs; enable AES for the server's account");
        }
    }

    private void requireInOrder(MessageProp property) throws EncryptionBrokenException {
        boolean outOfOrder = property.isDuplicateToken()
                || property.isOldToken()
                || property.isUnseqToken()
                || property.isGapToken();
        if (!property.getPrivacy() || outOfOrder) {
            throw new EncryptionBrokenException("Kerberos: a message of " + target()
                    + (outOfOrder ? " was repeated, left out or reordered" : " is signed but not encrypted"));
        }
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
