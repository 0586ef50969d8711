package dev.wsman.testkit.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The namespace prefixes that a server uses.
 *
 * @param names the prefix of each namespace of the protocol, in the order in which they are declared
 * @param classes how the prefixes of classes start if the envelope declares them, such as {@code n} for {@code n1};
 *     null if the instance declares them
 */
record PrefixScheme(Map<String, String> names, String classes) {
    private static final List<String> ORDER = List.of(
            ServiceNamespaces.SOAP,
            ServiceNamespaces.ADDRESSING,
            ServiceNamespaces.ENUMERATION,
            ServiceNamespaces.EVENTING,
            ServiceNamespaces.XSI,
            ServiceNamespaces.CIM_BINDING,
            ServiceNamespaces.WSMAN,
            ServiceNamespaces.TRANSFER,
            ServiceNamespaces.CIM,
            ServiceNamespaces.MICROSOFT,
            ServiceNamespaces.IDENTITY,
            ServiceNamespaces.WSMAN_FAULT,
            ServiceNamespaces.SHELL);

    /** Windows: mostly one letter each (captures/windows). */
    static final PrefixScheme LETTERS =
            of(null, "s", "a", "n", "e", "xsi", "b", "w", "x", "cim", "msw", "wsmid", "f", "rsp");

    /** openwsman and servers that are built on it (captures/openwsman, captures/idrac). */
    static final PrefixScheme NAMES =
            of("n", "s", "wsa", "wsen", "wse", "xsi", "wsmb", "wsman", "wxf", "cim", "wsmv", "wsmid", "f");

    /** OMI (captures/omi). */
    static final PrefixScheme OMI =
            of(null, "SOAP-ENV", "wsa", "wsen", "e", "xsi", "wsmb", "wsman", "wxf", "cim", "msftwinrm", "wsmid", "f");

    /**
     * Intel AMT: letters. AMT declares {@code a} for SOAP, {@code b} for addressing and {@code c} for WS-Management, as
     * in the tests of open-amt-cloud-toolkit/go-wsman-messages. The other letters here are arbitrary.
     */
    static final PrefixScheme ALPHABET = of("g", "a", "b", "e", "k", "xsi", "l", "c", "d", "i", "j", "h", "f");

    private static PrefixScheme of(String classes, String... prefixes) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < prefixes.length; i++) {
            names.put(ORDER.get(i), prefixes[i]);
        }
        return new PrefixScheme(names, classes);
    }
}
