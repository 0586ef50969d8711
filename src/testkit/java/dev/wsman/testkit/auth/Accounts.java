package dev.wsman.testkit.auth;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Users and their passwords; letters of names compare without regard to case, as Windows has it. Immutable. */
public final class Accounts {
    private final Map<String, String> passwords = new LinkedHashMap<>();

    /** Takes passwords by user name, or by {@code DOMAIN\\user}. */
    public Accounts(Map<String, String> passwords) {
        passwords.forEach((user, password) -> this.passwords.put(user.toLowerCase(Locale.ROOT), password));
    }

    /**
     * The password of {@code DOMAIN\\user} where it is there, else of the user alone, else of what stands before the
     * at sign.
     */
    Optional<String> password(String domain, String user) {
        String name = user.toLowerCase(Locale.ROOT);
        String full = domain.toLowerCase(Locale.ROOT) + "\\" + name;
        return Optional.ofNullable(passwords.get(full))
                .or(() -> Optional.ofNullable(passwords.get(name)))
                .or(() -> Optional.ofNullable(passwords.get(name.split("@", 2)[0])));
    }

    /** The number of the accounts; no name and no password. */
    @Override
    public String toString() {
        return passwords.size() + " accounts";
    }
}
