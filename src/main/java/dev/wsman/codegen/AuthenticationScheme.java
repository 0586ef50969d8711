package dev.wsman.codegen;

import dev.wsman.Credentials;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** An authentication scheme, by the name that users type. */
enum AuthenticationScheme {
    BASIC(Credentials::basic),
    DIGEST(Credentials::digest),
    NTLM(Credentials::ntlm),
    KERBEROS(Credentials::kerberos),
    NEGOTIATE(Credentials::negotiate),
    CREDSSP(Credentials::credSsp);

    private final BiFunction<String, char[], Credentials> factory;

    AuthenticationScheme(BiFunction<String, char[], Credentials> factory) {
        this.factory = factory;
    }

    Credentials credentials(String user, char[] password) {
        return factory.apply(user, password);
    }

    static AuthenticationScheme named(String name) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown authentication scheme '" + name + "', expected one of "
                        + Arrays.stream(values())
                                .map(scheme -> scheme.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
