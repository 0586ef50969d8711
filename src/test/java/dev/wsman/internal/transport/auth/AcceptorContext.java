package dev.wsman.internal.transport.auth;

import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import dev.wsman.testkit.auth.Acceptor;
import dev.wsman.testkit.auth.Accounts;
import dev.wsman.testkit.auth.NtlmAcceptor;
import dev.wsman.testkit.auth.NtlmChallengeForm;
import dev.wsman.testkit.auth.RefusedException;
import dev.wsman.testkit.auth.SpnegoAcceptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * An acceptor of the testkit as a {@link SecurityContext}, so that a test can use both ends of a connection in the same
 * way. It contains no cryptography: the client is tested against an independent reading of the specifications.
 */
public record AcceptorContext(Acceptor acceptor) implements SecurityContext {
    /** Raw NTLM for one user. */
    public static AcceptorContext ntlm(String user, String password) {
        return new AcceptorContext(ntlmAcceptor(user, password, NtlmChallengeForm.WINDOWS));
    }

    public static NtlmAcceptor ntlmAcceptor(String user, String password, NtlmChallengeForm form) {
        return new NtlmAcceptor(new Accounts(Map.of(user, password)), form);
    }

    /** NTLM in SPNEGO for one user. */
    public static AcceptorContext spnego(String user, String password, boolean requestsMic) {
        return new AcceptorContext(
                SpnegoAcceptor.of(ntlmAcceptor(user, password, NtlmChallengeForm.WINDOWS), requestsMic));
    }

    @Override
    public String scheme() {
        return "acceptor";
    }

    @Override
    public byte[] step(byte[] token) throws AuthenticationFailedException {
        try {
            return acceptor.accept(token);
        } catch (RefusedException refused) {
            throw new AuthenticationFailedException("acceptor: " + refused.getMessage(), refused);
        }
    }

    @Override
    public boolean established() {
        return acceptor.established();
    }

    @Override
    public boolean canEncrypt() {
        return true;
    }

    @Override
    public String encryptionProtocol() {
        return acceptor.protocol();
    }

    @Override
    public int maximumPlainText() {
        return acceptor.mostPlainText();
    }

    @Override
    public EncryptedPart wrap(byte[] plain, int offset, int length) throws IOException {
        try {
            Acceptor.WrappedMessage message = acceptor.wrap(Arrays.copyOfRange(plain, offset, offset + length));
            return new EncryptedPart(message.signature(), message.data());
        } catch (RefusedException refused) {
            throw new IOException(refused);
        }
    }

    @Override
    public ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException {
        try {
            byte[] bytes = new byte[token.remaining()];
            token.get(bytes);
            return ByteBuffer.wrap(acceptor.unwrap(bytes));
        } catch (RefusedException refused) {
            throw new EncryptionBrokenException("acceptor: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {}
}
