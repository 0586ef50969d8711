package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.ServiceName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a Kerberos handshake besides the credentials.
 *
 * @param service the form of the target's principal name
 * @param bare true for the scheme {@code Kerberos} with bare tokens; false for SPNEGO under {@code Negotiate}, in
 *     which a {@code SpnegoContextFactory} wraps the mechanism
 * @param delegate whether the user's ticket is forwarded to the server, so that it can act as the user elsewhere
 * @param realm the user's realm; null for the one in the user's name, or the default of the Kerberos configuration
 * @param kdcs the realm's key distribution centres as {@code host} or {@code host:port}; empty if the Kerberos
 *     configuration or DNS knows them. See {@link KerberosRealms} for the effect on the process
 * @param serviceRealm the server's realm; null for the one that the Kerberos configuration has for its host, or the
 *     user's
 * @param encrypting whether messages will be encrypted: over https this decides how the channel binding can be passed,
 *     see {@link KerberosMechanisms}
 */
public record KerberosOptions(
        ServiceName service,
        boolean bare,
        boolean delegate,
        @Nullable String realm,
        List<String> kdcs,
        @Nullable String serviceRealm,
        boolean encrypting) {
    /** SPNEGO to {@code HTTP/host}, no delegation, realms and KDCs from the Kerberos configuration. */
    public static final KerberosOptions DEFAULT =
            new KerberosOptions(ServiceName.HTTP, false, false, null, List.of(), null, false);

    public KerberosOptions {
        kdcs = List.copyOf(kdcs);
        if (!kdcs.isEmpty() && realm == null) {
            throw new IllegalArgumentException("kdcs need their realm");
        }
        kdcs.forEach(kdc -> requireName("kdc", kdc));
        requireName("realm", realm);
        requireName("serviceRealm", serviceRealm);
    }

    private static void requireName(String argument, @Nullable String value) {
        if (value != null && !value.matches("[A-Za-z0-9._:\\[\\]-]+")) {
            throw new IllegalArgumentException(argument + " must be a name, was \"" + value + '"');
        }
    }

    public KerberosOptions service(ServiceName name) {
        return new KerberosOptions(name, bare, delegate, realm, kdcs, serviceRealm, encrypting);
    }

    public KerberosOptions bare(boolean wanted) {
        return new KerberosOptions(service, wanted, delegate, realm, kdcs, serviceRealm, encrypting);
    }

    public KerberosOptions delegate(boolean wanted) {
        return new KerberosOptions(service, bare, wanted, realm, kdcs, serviceRealm, encrypting);
    }

    public KerberosOptions realm(String name, String... centres) {
        return new KerberosOptions(service, bare, delegate, name, List.of(centres), serviceRealm, encrypting);
    }

    KerberosOptions serviceRealm(String name) {
        return new KerberosOptions(service, bare, delegate, realm, kdcs, name, encrypting);
    }

    public KerberosOptions encrypting(boolean wanted) {
        return new KerberosOptions(service, bare, delegate, realm, kdcs, serviceRealm, wanted);
    }
}
