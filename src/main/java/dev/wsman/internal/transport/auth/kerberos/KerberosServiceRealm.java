package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.ServiceName;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;

/** Finds the realm of a target's service principal with the JDK's Kerberos configuration. */
final class KerberosServiceRealm {
    private KerberosServiceRealm() {}

    /**
     * Returns the realm that was given; otherwise the one that the configuration's domain_realm has for the host;
     * otherwise the user's, whose KDC refers to another realm if necessary (RFC 6806).
     */
    static String of(Subject subject, AuthenticationTarget target, KerberosOptions options)
            throws AuthenticationFailedException {
        if (options.serviceRealm() != null) {
            return options.serviceRealm();
        }
        Optional<String> mapped = configured(target, options).map(KerberosPrincipal::getRealm);
        Optional<String> users = userRealm(subject);
        boolean onlyDefault = mapped.isPresent() && mapped.equals(defaultRealm());
        return (onlyDefault ? users.or(() -> mapped) : mapped.or(() -> users))
                .orElseThrow(() -> new AuthenticationFailedException("Kerberos: the realm of " + target.host()
                        + " is not known; name it, or the user's: user@REALM"));
    }

    /** Whether the JDK, given only the host, would use the same principal: that name and that realm. */
    static boolean isConfigured(AuthenticationTarget target, KerberosOptions options, String realm) {
        String wanted = options.service().of(target) + "@" + realm;
        return !options.service().withPort()
                && configured(target, options)
                        .filter(principal -> principal.getName().equals(wanted))
                        .isPresent();
    }

    private static Optional<KerberosPrincipal> configured(AuthenticationTarget target, KerberosOptions options) {
        ServiceName withoutPort = new ServiceName(options.service().serviceClass(), false);
        return principal(withoutPort.of(target), KerberosPrincipal.KRB_NT_SRV_HST);
    }

    /** The default realm of the Kerberos configuration. */
    static Optional<String> defaultRealm() {
        return principal("nobody", KerberosPrincipal.KRB_NT_PRINCIPAL).map(KerberosPrincipal::getRealm);
    }

    private static Optional<String> userRealm(Subject subject) {
        Stream<KerberosPrincipal> principals = subject.getPrincipals(KerberosPrincipal.class).stream();
        Stream<KerberosPrincipal> clients = subject.getPrivateCredentials(KerberosTicket.class).stream()
                .filter(ticket -> !ticket.isDestroyed())
                .map(KerberosTicket::getClient);
        return Stream.concat(principals, clients)
                .map(KerberosPrincipal::getRealm)
                .findFirst();
    }

    private static Optional<KerberosPrincipal> principal(String name, int type) {
        try {
            return Optional.of(new KerberosPrincipal(name, type));
        } catch (IllegalArgumentException noRealm) {
            return Optional.empty();
        }
    }
}
