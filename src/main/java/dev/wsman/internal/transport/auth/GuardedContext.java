package dev.wsman.internal.transport.auth;

import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Wraps the security context of each connection, so that all its failures have the declared types whatever the peer
 * sends.
 */
public final class GuardedContext implements SecurityContext {
    private final SecurityContext context;

    private GuardedContext(SecurityContext context) {
        this.context = context;
    }

    /**
     * Creates the context of a handshake with the target.
     *
     * @throws AuthenticationFailedException if the credentials cannot be used
     */
    public static SecurityContext create(SecurityContextFactory contexts, AuthenticationTarget target)
            throws AuthenticationFailedException {
        return new GuardedContext(AuthenticationStep.guard(
                contexts.scheme() + ": preparing the credentials for " + target, () -> contexts.create(target)));
    }

    @Override
    public String scheme() {
        return context.scheme();
    }

    @Override
    public byte[] step(byte[] serverToken) throws AuthenticationFailedException {
        String what = serverToken.length == 0 ? "making the client's token" : "processing the server's token";
        return AuthenticationStep.guard(context + ": " + what, () -> context.step(serverToken));
    }

    @Override
    public void finish(byte[] serverToken) throws AuthenticationFailedException {
        AuthenticationStep.guard(context + ": processing the server's last token", () -> {
            context.finish(serverToken);
            return true;
        });
    }

    @Override
    public boolean established() {
        return context.established();
    }

    @Override
    public boolean canEncrypt() {
        return context.canEncrypt();
    }

    @Override
    public String encryptionProtocol() {
        return context.encryptionProtocol();
    }

    @Override
    public int maximumPlainText() {
        return context.maximumPlainText();
    }

    @Override
    public EncryptedPart wrap(byte[] plain, int offset, int length) throws IOException {
        return context.wrap(plain, offset, length);
    }

    @Override
    public ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException {
        try {
            return context.unwrap(token, signatureLength);
        } catch (IllegalStateException closed) {
            throw closed;
        } catch (RuntimeException | StackOverflowError malformed) {
            throw new EncryptionBrokenException(
                    context + ": deciphering a message failed ("
                            + malformed.getClass().getSimpleName() + "); it is malformed",
                    malformed);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    @Override
    public String toString() {
        return context.toString();
    }
}
