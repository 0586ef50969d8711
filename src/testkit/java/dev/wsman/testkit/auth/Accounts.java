package dev.wsman.testkit.auth;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Users and their passwords. Names of users compare without regard to case, as on Windows. Immutable. */
public final class Accounts {
    private final Map<String, String> passwords = new LinkedHashMap<>();

    /** Creates accounts from passwords by user name or {@code DOMAIN\\user}. */
    public Accounts(Map<String, String> passwords) {
        passwords.forEach((user, password) -> this.passwords.put(user.toLowerCase(Locale.ROOT), password));
    }

    /**
     * Returns the password of {@code DOMAIN\\user}, else that of the user without a domain, else that of the part
     * before the at sign.
     */
    Optional<String> password(String domain, String user) {
        String name = user.toLowerCase(Locale.ROOT);
        String full = domain.toLowerCase(Locale.ROOT) + "\\" + name;
        return Optional.ofNullable(passwords.get(full))
                .or(() -> Optional.ofNullable(passwords.get(name)))
                .or(() -> Optional.ofNullable(passwords.get(name.split("@", 2)[0])));
    }

    /** Returns the number of accounts; never a name or password. */
    @Override
    public String toString() {
        return passwords.size() + " accounts";
    }
}
