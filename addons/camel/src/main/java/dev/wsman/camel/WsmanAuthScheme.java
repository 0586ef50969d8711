package dev.wsman.camel;

/** The scheme that authenticates the user to the server. */
public enum WsmanAuthScheme {
    /** No credentials are sent. */
    NONE,
    /** Sends user and password with every request: only over https, or to this machine. */
    BASIC,
    /** Proves the password without sending it; Intel AMT requires this scheme. */
    DIGEST,
    /** NTLM version 2. */
    NTLM,
    /** Kerberos if a ticket is available, otherwise NTLM, as Windows chooses. */
    NEGOTIATE,
    /** Kerberos with a password, a keytab or, without both, the ticket cache of the user who runs this program. */
    KERBEROS,
    /** Sends the password to the server under TLS, so that the server can act as the user elsewhere. */
    CREDSSP,
    /** The client certificate of the SSL context parameters; only over https. */
    CERTIFICATE
}
