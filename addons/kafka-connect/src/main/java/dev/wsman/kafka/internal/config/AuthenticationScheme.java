package dev.wsman.kafka.internal.config;

/** How a connector logs in to its hosts. */
enum AuthenticationScheme {
    /** No login, for services that serve everyone. */
    NONE(false),
    /** User and password in each request; over http only with {@code allow.unencrypted}. */
    BASIC(true),
    /** A digest of the password, as controllers of servers ask for. */
    DIGEST(true),
    /** NTLM, with encrypted messages. */
    NTLM(true),
    /** Kerberos if a ticket can be had, or else NTLM. */
    NEGOTIATE(true),
    /** Kerberos by password, keytab, or the ticket cache of the worker's user. */
    KERBEROS(false),
    /** CredSSP, which gives the password to the host. */
    CREDSSP(true),
    /** A client certificate, over https. */
    CERTIFICATE(false);

    private final boolean password;

    AuthenticationScheme(boolean password) {
        this.password = password;
    }

    /** Returns whether the host, or anyone on the way over http, gets the password itself. */
    boolean givesPasswordAway() {
        return this == BASIC || this == CREDSSP;
    }

    /** Returns whether the scheme does not work without a user and a password. */
    boolean needsPassword() {
        return password;
    }
}
