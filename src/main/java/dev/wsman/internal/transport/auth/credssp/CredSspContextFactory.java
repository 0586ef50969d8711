package dev.wsman.internal.transport.auth.credssp;

import dev.wsman.internal.transport.auth.AnyCertificate;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.WindowsAccount;
import dev.wsman.internal.transport.auth.ntlm.NtlmMechanism;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/**
 * CredSSP versions 5 and 6 with NTLM inside: the server gets the password, to act as the user on other machines.
 * Servers of older versions are rejected. Thread-safe.
 *
 * <p>The inner TLS session takes any certificate, as MS-CSSP 3.1.5 has it: Windows makes a self-signed one for it.
 * Before the password is sent, the server proves that it knows the session key of NTLM and that the TLS session's
 * public key is its own. That excludes a man in the middle of the inner TLS session. It does not prove which host the
 * server is, because every machine for which a domain controller validates the logon gets the session key. Only https,
 * or Kerberos, proves a host's name.
 */
public final class CredSspContextFactory implements SecurityContextFactory {
    /** TLS 1.3 sends records after the handshake, for which the exchange of tokens has no place. */
    private static final String[] PROTOCOLS = {"TLSv1.2"};

    private final WindowsAccount account;
    private final Secret password;
    private final ServiceName service;

    /** Copies the password; the user is {@code DOMAIN\\user}, {@code user@domain} or {@code user}. */
    public CredSspContextFactory(String user, char[] password, ServiceName service) {
        this.account = WindowsAccount.parse(user);
        this.password = new Secret(password);
        this.service = service;
    }

    @Override
    public String scheme() {
        return "CredSSP";
    }

    @Override
    public boolean handsOverPassword() {
        return true;
    }

    @Override
    public SecurityContext create(AuthenticationTarget target) throws AuthenticationFailedException {
        NtlmMechanism.Identity identity = new NtlmMechanism.Identity(service.of(target), null);
        GssMechanism ntlm = new NtlmMechanism(account, password, identity, NtlmMechanism.Source.secure());
        return new CredSspContext(new InnerTls(engine()), ntlm, account, password);
    }

    private static SSLEngine engine() throws AuthenticationFailedException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // the key is proven after the handshake, by a stronger proof than a certificate
            context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(PROTOCOLS);
            return engine;
        } catch (GeneralSecurityException unavailable) {
            throw new AuthenticationFailedException("CredSSP: this Java runtime offers no TLS 1.2", unavailable);
        }
    }

    @Override
    public Secret password() {
        return password;
    }

    @Override
    public void close() {
        password.close();
    }

    @Override
    public String toString() {
        return "CredSsp[" + account.user() + ", password redacted]";
    }
}
