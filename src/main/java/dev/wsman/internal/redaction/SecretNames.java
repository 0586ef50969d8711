package dev.wsman.internal.redaction;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of elements, attributes, selectors, options and headers whose values are secret: names that end in one of a
 * few words, and names that were given to the builder of the session. Thread-safe.
 */
public final class SecretNames {
    /** Names that end in password, passwd, pwd, passphrase, secret, token or privatekey. */
    public static final SecretNames DEFAULT = new SecretNames(List.of());

    private static final List<String> ENDINGS =
            List.of("password", "passwd", "pwd", "passphrase", "secret", "token", "privatekey");

    private final Set<String> others;

    private SecretNames(Collection<String> others) {
        this.others = others.stream().map(SecretNames::caseless).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the names of {@link #DEFAULT} and {@code others}, which are local names in any case. */
    public static SecretNames with(Collection<String> others) {
        return others.isEmpty() ? DEFAULT : new SecretNames(others);
    }

    /**
     * Returns whether the value with this name is secret. Case is ignored, as in CIM. So are a prefix, a path before
     * the name, punctuation and trailing digits: {@code p:Password}, {@code Users.2#Password}, {@code pass-word} and
     * {@code Password_2} are all secret.
     */
    public boolean contains(String name) {
        String plain = caseless(name.indexOf('&') < 0 ? name : SecretValueMasker.unescaped(name));
        String local = plain.substring(plain.indexOf(':') + 1);
        if (others.contains(plain) || others.contains(local)) {
            return true;
        }
        String letters = letters(local);
        return ENDINGS.stream().anyMatch(letters::endsWith);
    }

    private static String caseless(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** Removes punctuation, and digits at the end. */
    private static String letters(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        name.chars().filter(Character::isLetterOrDigit).forEach(c -> letters.append((char) c));
        int end = letters.length();
        while (end > 0 && Character.isDigit(letters.charAt(end - 1))) {
            end--;
        }
        return letters.substring(0, end);
    }

    /** Returns whether all names are ASCII, so that they can be found in a text whose encoding is uncertain. */
    public boolean areAscii() {
        return others.stream().allMatch(name -> name.chars().allMatch(c -> c < 0x80));
    }

    @Override
    public String toString() {
        return ENDINGS + " " + others;
    }
}
