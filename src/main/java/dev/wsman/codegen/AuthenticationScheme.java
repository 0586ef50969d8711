package dev.wsman.codegen;

import dev.wsman.Credentials;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** An authentication scheme with a user and a password, by the name that people type. */
public enum AuthenticationScheme {
    /** {@link Credentials#basic}. */
    BASIC(Credentials::basic),
    /** {@link Credentials#digest}. */
    DIGEST(Credentials::digest),
    /** {@link Credentials#ntlm}. */
    NTLM(Credentials::ntlm),
    /** {@link Credentials#kerberos(String, char[])}. */
    KERBEROS(Credentials::kerberos),
    /** {@link Credentials#negotiate}. */
    NEGOTIATE(Credentials::negotiate),
    /** {@link Credentials#credSsp}. */
    CREDSSP(Credentials::credSsp);

    private final BiFunction<String, char[], Credentials> factory;

    AuthenticationScheme(BiFunction<String, char[], Credentials> factory) {
        this.factory = factory;
    }

    /** Returns credentials for this scheme. The password is copied. */
    public Credentials credentials(String user, char[] password) {
        return factory.apply(user, password);
    }

    /**
     * Returns the scheme with a name, in any case.
     *
     * @throws IllegalArgumentException if there is no scheme with the name; the message lists the names
     */
    public static AuthenticationScheme named(String name) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("unknown authentication scheme '" + name + "', expected one of "
                                + Arrays.stream(values())
                                        .map(scheme -> scheme.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }
}
