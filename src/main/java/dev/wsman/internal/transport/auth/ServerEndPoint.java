package dev.wsman.internal.transport.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;

/** The {@code tls-server-end-point} channel binding of RFC 5929 section 4. */
public final class ServerEndPoint {
    private static final byte[] PREFIX = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);

    private static final String PSS = "RSASSA-PSS";

    private ServerEndPoint() {}

    /** Returns the application data of the binding: the prefix and the hash of the certificate. */
    public static byte[] applicationData(X509Certificate certificate) throws AuthenticationFailedException {
        try {
            byte[] hash = MessageDigest.getInstance(hashOf(certificate)).digest(certificate.getEncoded());
            return ByteBuffer.allocate(PREFIX.length + hash.length)
                    .put(PREFIX)
                    .put(hash)
                    .array();
        } catch (GeneralSecurityException unusable) {
            throw new AuthenticationFailedException(
                    "channel binding: the server's certificate is signed with " + certificate.getSigAlgName()
                            + ", whose hash this Java runtime does not offer",
                    unusable);
        }
    }

    /**
     * The gss_channel_bindings_struct without addresses, whose MD5 is the binding in NTLM and Kerberos (MS-NLMP
     * 2.2.2.1, RFC 4121 4.1.1.2).
     */
    public static byte[] bindings(X509Certificate certificate) throws AuthenticationFailedException {
        byte[] data = applicationData(certificate);
        return ByteBuffer.allocate(20 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(16)
                .putInt(data.length)
                .put(data)
                .array();
    }

    /**
     * Returns the hash of the signature algorithm; SHA-256 instead of MD5 and SHA-1, and if the algorithm names no
     * hash (RFC 5929 4.1).
     */
    private static String hashOf(X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        int with = algorithm.indexOf("WITH");
        String named = with < 0 ? "" : algorithm.substring(0, with);
        String hash =
                (algorithm.equals(PSS) ? hashOfPss(certificate).toUpperCase(Locale.ROOT) : named).replace("-", "");
        return switch (hash) {
            case "SHA224", "SHA384", "SHA512" -> "SHA-" + hash.substring(3);
            case "SHA3256", "SHA3384", "SHA3512" -> "SHA3-" + hash.substring(4);
            default -> "SHA-256";
        };
    }

    /** Returns the hash of RSASSA-PSS, whose name does not contain it: it is among the parameters. */
    private static String hashOfPss(X509Certificate certificate) throws GeneralSecurityException {
        byte[] encoded = certificate.getSigAlgParams();
        if (encoded == null) {
            return "";
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
            parameters.init(encoded);
            return parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
        } catch (IOException malformed) {
            throw new GeneralSecurityException(malformed);
        }
    }
}
