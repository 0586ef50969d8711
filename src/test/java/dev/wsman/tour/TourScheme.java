package dev.wsman.tour;

import dev.wsman.Credentials;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;

/** An authentication scheme with a user and password. */
public enum TourScheme {
    BASIC(Credentials::basic),
    DIGEST(Credentials::digest),
    NTLM(Credentials::ntlm),
    KERBEROS(Credentials::kerberos),
    NEGOTIATE(Credentials::negotiate),
    CREDSSP(Credentials::credSsp);

    private final BiFunction<String, char[], Credentials> maker;

    TourScheme(BiFunction<String, char[], Credentials> maker) {
        this.maker = maker;
    }

    static TourScheme named(String text) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.word().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TourUsageException("there is no scheme " + text));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Credentials credentials(String user, char[] password) {
        return maker.apply(user, password);
    }
}
