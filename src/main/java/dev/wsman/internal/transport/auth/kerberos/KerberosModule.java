package dev.wsman.internal.transport.auth.kerberos;

import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/** The JDK's login module with given options, in place of a login.conf. */
final class KerberosModule extends Configuration {
    private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

    private final AppConfigurationEntry entry;

    KerberosModule(Map<String, String> options) {
        this.entry = new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options);
    }

    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
        return new AppConfigurationEntry[] {entry};
    }

    /** Makes the JDK read its Kerberos configuration again. The only public way is a login; this one asks no KDC. */
    static void refreshConfiguration() {
        Map<String, String> options = Map.of(
                "refreshKrb5Config",
                "true",
                "useTicketCache",
                "true",
                "ticketCache",
                "/nowhere",
                "doNotPrompt",
                "true");
        try {
            LoginContext refresh =
                    new LoginContext("dev.wsman", new Subject(), callbacks -> {}, new KerberosModule(options));
            refresh.login();
            refresh.logout();
        } catch (LoginException noTicket) {
            // expected if the cache does not exist
        }
    }
}
