package dev.wsman.internal.fault;

/** The other version of SOAP, in which some proxies answer. */
public final class Soap11 {

    /** SOAP 1.1. */
    public static final String V11 = "http://schemas.xmlsoap.org/soap/envelope/";

    private Soap11() {}
}
