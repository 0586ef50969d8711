package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.auth.ServerEndPoint;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.security.cert.X509Certificate;
import javax.security.auth.Subject;
import org.ietf.jgss.ChannelBinding;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;

/**
 * Begins Kerberos with a target, with the channel binding if it can be passed to JGSS.
 *
 * <p>JGSS's own {@link ChannelBinding} hashes an address type that Windows and MIT do not use (255 instead of 0 if
 * there is no address). Servers reject a wrong binding even if they accept a missing one. The JDK has the right binding
 * for its LDAP, in a package that it does not export. Over https this class therefore uses the first of these that is
 * possible:
 *
 * <ol>
 *   <li>the JDK's class, if the process was started with {@code --add-exports
 *       java.security.jgss/sun.security.jgss.krb5.internal=ALL-UNNAMED}, or {@code =dev.wsman} on the module path;
 *   <li>the JDK's SASL mechanism GSSAPI, whose first two messages are the two of Kerberos, if nothing is to be
 *       encrypted or delegated and the server's realm is the one that the configuration names;
 *   <li>no binding, which Windows accepts unless its CbtHardeningLevel is Strict.
 * </ol>
 */
final class KerberosMechanisms {
    private static final String PRINCIPAL_NAME = "1.2.840.113554.1.2.2.1";
    private static final String JDK_BINDING = "sun.security.jgss.krb5.internal.TlsChannelBindingImpl";

    private KerberosMechanisms() {}

    static GssMechanism begin(Subject subject, AuthenticationTarget target, KerberosOptions options)
            throws AuthenticationFailedException {
        String realm = KerberosServiceRealm.of(subject, target, options);
        String principal = options.service().of(target) + "@" + realm;
        X509Certificate certificate = target.certificate();
        if (certificate == null) {
            return begin(subject, principal, options, null);
        }
        byte[] data = ServerEndPoint.applicationData(certificate);
        ChannelBinding binding = jdkBinding(data);
        boolean plain = binding == null && !options.encrypting() && !options.delegate();
        return plain && KerberosServiceRealm.isConfigured(target, options, realm)
                ? SaslKerberosMechanism.begin(subject, target, options.service(), data)
                : begin(subject, principal, options, binding);
    }

    private static GssMechanism begin(
            Subject subject, String principal, KerberosOptions options, @Nullable ChannelBinding binding)
            throws AuthenticationFailedException {
        try {
            PrivilegedExceptionAction<GSSContext> creation = () -> context(principal, options.delegate(), binding);
            KerberosMechanism mechanism =
                    new KerberosMechanism(principal, subject, Subject.doAs(subject, creation), options.delegate());
            mechanism.begin();
            return mechanism;
        } catch (PrivilegedActionException failed) {
            throw KerberosFailure.of(principal, failed);
        }
    }

    private static GSSContext context(String principal, boolean delegate, @Nullable ChannelBinding binding)
            throws GSSException {
        Oid kerberos = new Oid(MechanismOid.KERBEROS.dotted());
        GSSManager manager = GSSManager.getInstance();
        GSSCredential credential =
                manager.createCredential(null, GSSCredential.DEFAULT_LIFETIME, kerberos, GSSCredential.INITIATE_ONLY);
        GSSName name = manager.createName(principal, new Oid(PRINCIPAL_NAME));
        GSSContext context = manager.createContext(name, kerberos, credential, GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(true);
        context.requestConf(true);
        context.requestInteg(true);
        context.requestReplayDet(true);
        context.requestSequenceDet(true);
        context.requestCredDeleg(delegate);
        if (binding != null) {
            context.setChannelBinding(binding);
        }
        return context;
    }

    /** Returns the JDK's binding without addresses; null if its package is not exported to this one. */
    private static @Nullable ChannelBinding jdkBinding(byte[] data) {
        try {
            return (ChannelBinding)
                    Class.forName(JDK_BINDING).getConstructor(byte[].class).newInstance((Object) data);
        } catch (ReflectiveOperationException notExported) {
            return null;
        }
    }
}
