package dev.wsman.testkit.auth;

import java.util.List;

/**
 * How a CredSSP server behaves (MS-CSSP). Immutable.
 *
 * @param version the version in its messages (MS-CSSP 2.2.1); those before 5 are open to CVE-2018-0886
 * @param suites the TLS 1.2 cipher suites that it offers; empty for those with AES-GCM
 * @param proof how it proves the key of the TLS session
 */
public record CredSspForm(int version, List<String> suites, Proof proof) {
    /** Proves the key as MS-CSSP 3.1.5 has it for versions 5 and 6. */
    public static final Proof HONEST =
            server -> server.encrypted(CredSspAcceptor.bindingHash("Server-To-Client", server.nonce(), server.key()));

    /** What Windows does now. */
    public static final CredSspForm WINDOWS = new CredSspForm(6, List.of(), HONEST);

    /**
     * Makes the proof as it stands in the message, which an honest server {@linkplain CredSspAcceptor#encrypted
     * encrypts}.
     */
    @FunctionalInterface
    public interface Proof {
        /** Returns the proof; null to send none. */
        byte[] of(CredSspAcceptor server);
    }

    public CredSspForm {
        suites = List.copyOf(suites);
    }

    /** A server of another version. */
    public static CredSspForm version(int version) {
        return new CredSspForm(version, List.of(), HONEST);
    }

    /** A server that offers these cipher suites only. */
    public static CredSspForm suites(String... suites) {
        return new CredSspForm(6, List.of(suites), HONEST);
    }

    /** A server whose proof may be wrong: someone in the middle of the TLS session. */
    public static CredSspForm proving(Proof proof) {
        return new CredSspForm(6, List.of(), proof);
    }
}
