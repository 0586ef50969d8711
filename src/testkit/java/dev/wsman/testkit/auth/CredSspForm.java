package dev.wsman.testkit.auth;

import java.util.List;

/**
 * How a CredSSP server behaves (MS-CSSP). Immutable.
 *
 * @param version the version in its messages (MS-CSSP 2.2.1); versions before 5 are vulnerable to CVE-2018-0886
 * @param suites the TLS 1.2 cipher suites that it offers; empty for those with AES-GCM
 * @param proof how it proves the key of the TLS session
 */
public record CredSspForm(int version, List<String> suites, Proof proof) {
    /** Proves the key as MS-CSSP 3.1.5 requires for versions 5 and 6. */
    public static final Proof HONEST =
            server -> server.encrypted(CredSspAcceptor.bindingHash("Server-To-Client", server.nonce(), server.key()));

    /** A current version of Windows. */
    public static final CredSspForm WINDOWS = new CredSspForm(6, List.of(), HONEST);

    /**
     * Creates the proof in the form in which it is sent. An honest server {@linkplain CredSspAcceptor#encrypted
     * encrypts} it.
     */
    @FunctionalInterface
    public interface Proof {
        /** Returns the proof, or null to send none. */
        byte[] of(CredSspAcceptor server);
    }

    public CredSspForm {
        suites = List.copyOf(suites);
    }

    /** Returns a server with another version. */
    public static CredSspForm version(int version) {
        return new CredSspForm(version, List.of(), HONEST);
    }

    /** Returns a server that offers only these cipher suites. */
    public static CredSspForm suites(String... suites) {
        return new CredSspForm(6, List.of(suites), HONEST);
    }

    /** Returns a server whose proof may be wrong, as if someone were in the middle of the TLS session. */
    public static CredSspForm proving(Proof proof) {
        return new CredSspForm(6, List.of(), proof);
    }
}
