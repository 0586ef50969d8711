package dev.wsman.internal.transport;

/** Whether the issuer of a certificate is asked if it has been revoked. */
public enum Revocation {
    /** Always; a certificate whose status is not available is not trusted. */
    CHECK,
    /** Never, whatever the JVM's settings are. */
    SKIP
}
