package dev.wsman.bench;

/** Constants that the server with authentication and encryption and its clients share. */
public final class SecureContract {
    public static final String USER = "bench";
    public static final String PASSWORD = "Secret-1";

    /** The files in the folder of the server. The stores have the password of the user. */
    public static final String TRUST_STORE = "trust.p12";

    public static final String KEY_STORE = "key.p12";
    public static final String KERBEROS_CONFIGURATION = "krb5.conf";

    /** The ports of the server, in the order in which it prints them. */
    public enum Port {
        /** Neither authentication nor encryption. */
        PLAIN,
        /** NTLM or Kerberos; messages must be encrypted. */
        ENCRYPTED,
        /** TLS. */
        TLS,
        /** TLS, without resumption. */
        TLS_FULL
    }

    private SecureContract() {}
}
