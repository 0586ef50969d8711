package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.MechanismContext;
import dev.wsman.internal.transport.auth.MechanismOid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;

/**
 * A service that clients log in to with Kerberos: the other side of {@link KerberosContextFactory}. Its keys are in a
 * key table, so that no KDC is contacted. A key table that is replaced is read again. Thread-safe.
 */
public final class KerberosService {
    /** Any principal that has a key in the table. */
    private static final String ANY = "*";

    private final Subject subject;
    private final String description;

    private KerberosService(Subject subject, String description) {
        this.subject = subject;
        this.description = description;
    }

    /**
     * Reads the keys of a service.
     *
     * @param keytab the key table
     * @param principal the service, such as {@code HTTP/collector.example.com@EXAMPLE.COM}; null for all in the table
     * @throws IllegalArgumentException if the table does not exist, or has no key for the principal
     */
    public static KerberosService open(Path keytab, @Nullable String principal) {
        requireKey(keytab, principal);
        Map<String, String> options = Map.of(
                "useKeyTab", "true",
                "keyTab", keytab.toAbsolutePath().toString(),
                "principal", principal == null ? ANY : principal,
                "storeKey", "true",
                "isInitiator", "false",
                "doNotPrompt", "true");
        String description = principal == null ? "the principals of " + keytab : principal;
        try {
            LoginContext login =
                    new LoginContext("dev.wsman", new Subject(), callbacks -> {}, new KerberosModule(options));
            login.login();
            return new KerberosService(login.getSubject(), description);
        } catch (LoginException failed) {
            throw new IllegalArgumentException(
                    "keytab: " + keytab + " cannot be used for " + description + ": " + KerberosFailure.explain(failed),
                    failed);
        }
    }

    private static void requireKey(Path keytab, @Nullable String principal) {
        if (!Files.isReadable(keytab)) {
            throw new IllegalArgumentException("keytab: " + keytab + " does not exist, or cannot be read");
        }
        if (principal == null) {
            return;
        }
        if (principal.lastIndexOf('@') <= 0 || principal.endsWith("@")) {
            throw new IllegalArgumentException(
                    "principal must have a realm, such as HTTP/host@REALM, was \"" + principal + '"');
        }
        KerberosPrincipal service = new KerberosPrincipal(principal);
        if (KeyTab.getInstance(service, keytab.toFile()).getKeys(service).length == 0) {
            throw new IllegalArgumentException("keytab: " + keytab + " has no key for " + principal);
        }
    }

    /**
     * Creates the context of a connection.
     *
     * @param spnego whether SPNEGO wraps the tokens of Kerberos (scheme {@code Negotiate})
     */
    public KerberosServiceContext accept(boolean spnego) throws AuthenticationFailedException {
        MechanismOid mechanism = spnego ? MechanismOid.SPNEGO : MechanismOid.KERBEROS;
        try {
            PrivilegedExceptionAction<GSSContext> creation = () -> context(mechanism);
            return new KerberosServiceContext(
                    subject,
                    Subject.doAs(subject, creation),
                    spnego ? MechanismContext.SPNEGO_PROTOCOL : MechanismContext.KERBEROS_PROTOCOL);
        } catch (PrivilegedActionException failed) {
            throw KerberosFailure.of(description, failed);
        }
    }

    private static GSSContext context(MechanismOid mechanism) throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        Oid oid = new Oid(mechanism.dotted());
        return manager.createContext(
                manager.createCredential(null, GSSCredential.INDEFINITE_LIFETIME, oid, GSSCredential.ACCEPT_ONLY));
    }

    @Override
    public String toString() {
        return "KerberosService[" + description + "]";
    }
}
