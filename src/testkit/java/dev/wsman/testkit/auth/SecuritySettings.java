package dev.wsman.testkit.auth;

import dev.wsman.testkit.http.RequestAuthenticator;
import dev.wsman.testkit.http.ServiceCertificate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The authentication schemes of a service or proxy, in the order in which they were added. Not thread-safe. */
public final class SecuritySettings {
    private final Map<String, Map<String, String>> passwords = new LinkedHashMap<>();
    private DigestChallenge digestForm = DigestChallenge.STANDARD;
    private ServiceKeys kerberos;
    private boolean certificates;
    private EncryptionPolicy encryption = EncryptionPolicy.AS_WINDOWS;
    private EncryptionFraming framing = EncryptionFraming.WINDOWS;
    private IdleLimit idleLimit = IdleLimit.NEVER;
    private boolean bindingRequired;
    private boolean micRequired;

    /** Whether no scheme is set. */
    public boolean isEmpty() {
        return passwords.isEmpty() && kerberos == null && !certificates;
    }

    /** Returns a user with a password whom the service accepts, or empty if no scheme has users. */
    public Optional<ServiceAccount> account() {
        return Stream.of("Negotiate", "CredSSP", "Digest", "Basic")
                .filter(passwords::containsKey)
                .findFirst()
                .map(scheme -> account(scheme, passwords.get(scheme)));
    }

    private static ServiceAccount account(String scheme, Map<String, String> users) {
        Map.Entry<String, String> first = users.entrySet().iterator().next();
        return new ServiceAccount(scheme, first.getKey(), first.getValue());
    }

    /** Adds a user of Basic, Digest, Negotiate (which is NTLM here) or CredSSP. */
    public void user(String scheme, String user, String password) {
        passwords.computeIfAbsent(scheme, unused -> new LinkedHashMap<>()).put(user, password);
    }

    /** Sets the form of the Digest challenge. */
    public void digest(DigestChallenge form) {
        digestForm = form;
    }

    /** Accepts Kerberos tickets for a principal. */
    public void kerberos(Path keytab, String principal) {
        kerberos = new ServiceKeys(keytab, principal);
    }

    /** Accepts client certificates. */
    public void certificates() {
        certificates = true;
    }

    /** Sets whether messages are encrypted. */
    public void encryption(EncryptionPolicy rule) {
        encryption = rule;
    }

    /** Sets how encrypted messages are framed. */
    public void framing(EncryptionFraming rule) {
        framing = rule;
    }

    /** Sets when the security context of an idle connection is discarded. */
    public void idleLimit(IdleLimit limit) {
        idleLimit = limit;
    }

    /** Rejects handshakes over https that are not bound to the TLS connection. */
    public void requireChannelBinding() {
        bindingRequired = true;
    }

    /** Rejects NTLM without a message integrity code. */
    public void requireMic() {
        micRequired = true;
    }

    /** Returns the authenticator of all schemes, or {@link RequestAuthenticator#NONE} if there is none. */
    public RequestAuthenticator authenticator() {
        List<ServiceScheme> schemes = new ArrayList<>();
        if (certificates) {
            schemes.add(new CertificateScheme());
        }
        addHandshakes(schemes);
        users("Digest").ifPresent(users -> schemes.add(new DigestScheme(users, digestForm)));
        users("Basic").ifPresent(users -> schemes.add(new BasicScheme(users)));
        return schemes.isEmpty() ? RequestAuthenticator.NONE : new SchemeAuthenticator(schemes);
    }

    private void addHandshakes(List<ServiceScheme> schemes) {
        Optional<ServiceKeys> keys = Optional.ofNullable(kerberos);
        boolean binding = bindingRequired;
        boolean mic = micRequired;
        boolean rotating = framing.rotates();
        if (keys.isPresent() || users("Negotiate").isPresent()) {
            Accounts accounts = new Accounts(users("Negotiate").orElse(Map.of()));
            add(schemes, "Negotiate", exchange -> {
                Optional<ChannelBinding> channel = ChannelBinding.of(exchange, binding);
                return new NegotiateAcceptor(new NtlmAcceptor(accounts, channel, mic), keys, rotating, channel);
            });
        }
        keys.ifPresent(known -> add(
                schemes,
                "Kerberos",
                exchange -> new KerberosAcceptor(known, false, rotating, ChannelBinding.of(exchange, binding))));
        users("CredSSP").ifPresent(users -> {
            ServiceCertificate inner = ServiceCertificate.create();
            Accounts accounts = new Accounts(users);
            add(schemes, "CredSSP", exchange -> new CredSspAcceptor(inner, accounts, mic));
        });
    }

    private void add(List<ServiceScheme> schemes, String name, HandshakeScheme.AcceptorFactory factory) {
        schemes.add(new HandshakeScheme(name, factory, encryption, framing, idleLimit));
    }

    private Optional<Map<String, String>> users(String scheme) {
        return Optional.ofNullable(passwords.get(scheme)).map(Map::copyOf);
    }

    /** Returns the names of the schemes; never a user or password. */
    @Override
    public String toString() {
        return passwords.keySet().toString();
    }
}
