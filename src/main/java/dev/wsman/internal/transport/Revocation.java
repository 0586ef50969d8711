package dev.wsman.internal.transport;

/** Whether it is asked if the issuer has revoked a certificate. */
public enum Revocation {
    /** Always, and a certificate of which that cannot be learnt is not trusted. */
    CHECK,
    /** Never, whatever the JVM is set to. */
    SKIP
}
