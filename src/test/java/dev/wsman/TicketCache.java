package dev.wsman;

import java.nio.file.Path;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/** Logs in with what kinit left behind, as an application does that keeps its own Subject. */
final class TicketCache {
    private TicketCache() {}

    static Subject logIn(Path cache) throws LoginException {
        AppConfigurationEntry entry = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule",
                LoginModuleControlFlag.REQUIRED,
                Map.of("useTicketCache", "true", "ticketCache", cache.toString(), "doNotPrompt", "true"));
        Configuration configuration = new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        };
        LoginContext login = new LoginContext("application", new Subject(), null, configuration);
        login.login();
        return login.getSubject();
    }
}
