package dev.wsman.bench;

import java.security.PrivilegedExceptionAction;
import java.util.Arrays;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.MessageProp;
import org.ietf.jgss.Oid;

/** Kerberos with JGSS alone: the login with a password, and the context of one connection. */
final class BareKerberos {
    private final Subject subject;
    private final GSSContext context;

    BareKerberos(Subject subject) throws Exception {
        this.subject = subject;
        this.context = as(BareKerberos::create);
    }

    private <T> T as(PrivilegedExceptionAction<T> action) throws Exception {
        return Subject.doAs(subject, action);
    }

    private static GSSContext create() throws GSSException {
        Oid kerberos = new Oid("1.2.840.113554.1.2.2");
        GSSManager manager = GSSManager.getInstance();
        GSSCredential credential =
                manager.createCredential(null, GSSCredential.DEFAULT_LIFETIME, kerberos, GSSCredential.INITIATE_ONLY);
        GSSName name = manager.createName("HTTP@localhost", GSSName.NT_HOSTBASED_SERVICE);
        GSSContext context = manager.createContext(name, kerberos, credential, GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(true);
        context.requestConf(true);
        context.requestReplayDet(true);
        context.requestSequenceDet(true);
        return context;
    }

    /** Fetches the user's ticket. */
    static LoginContext logIn() throws LoginException {
        AppConfigurationEntry module = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule",
                LoginModuleControlFlag.REQUIRED,
                Map.of("principal", SecureContract.USER, "isInitiator", "true"));
        Configuration configuration = new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {module};
            }
        };
        LoginContext login = new LoginContext("bare", new Subject(), BareKerberos::answer, configuration);
        login.login();
        return login;
    }

    private static void answer(Callback[] callbacks) {
        for (Callback callback : callbacks) {
            if (callback instanceof PasswordCallback password) {
                password.setPassword(SecureContract.PASSWORD.toCharArray());
            }
        }
    }

    /** Returns the next token of the client. */
    byte[] step(byte[] token) throws Exception {
        return as(() -> context.initSecContext(token, 0, token.length));
    }

    byte[] encrypt(byte[] plain, BareEncryption frame) throws GSSException {
        byte[] token = context.wrap(plain, 0, plain.length, new MessageProp(0, true));
        int overhead = token.length - plain.length;
        return frame.frame(
                plain.length, Arrays.copyOf(token, overhead), Arrays.copyOfRange(token, overhead, token.length));
    }

    byte[] decrypt(byte[] token) throws GSSException {
        return context.unwrap(token, 0, token.length, new MessageProp(0, true));
    }

    void close() throws GSSException {
        context.dispose();
    }
}
