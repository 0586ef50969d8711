package dev.wsman.internal.transport;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * The TLS versions that are offered by default, and a check of those that a caller wants: 1.2 and later are allowed.
 */
public final class TlsVersions {
    /** The default. */
    public static final List<String> MODERN = List.of("TLSv1.3", "TLSv1.2");

    private static final Set<String> BROKEN = Set.of("SSLv2Hello", "SSLv3", "TLSv1", "TLSv1.1");

    private TlsVersions() {}

    static List<String> checked(String... versions) {
        if (versions.length == 0) {
            throw new IllegalArgumentException("protocols: none given");
        }
        List<String> known = known();
        List<String> checked = new ArrayList<>();
        for (String version : versions) {
            if (BROKEN.contains(version)) {
                throw new IllegalArgumentException("protocols: " + version + " is broken; use TLSv1.2 or later");
            }
            if (!known.contains(version)) {
                throw new IllegalArgumentException(
                        "protocols: \"" + version + "\" is not a version that this JDK supports: " + known);
            }
            checked.add(version);
        }
        return List.copyOf(checked);
    }

    private static List<String> known() {
        try {
            List<String> known = new ArrayList<>(
                    List.of(SSLContext.getDefault().getSupportedSSLParameters().getProtocols()));
            known.removeAll(BROKEN);
            return known;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has a TLS context", e);
        }
    }
}
