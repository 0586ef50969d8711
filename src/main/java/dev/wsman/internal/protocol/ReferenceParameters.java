package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The reference parameters of an endpoint reference that become headers of requests (WS-Addressing): those that name
 * something of the server's own. The headers of SOAP, addressing, security, WS-Management and its neighbours are the
 * client's to write. A server that gives one as a parameter would otherwise choose the action, the recipient or the
 * limits of the requests that follow.
 */
public final class ReferenceParameters {
    private static final int MOST = 20;
    private static final int LONGEST = 32 * 1024;

    /** Namespaces of protocols begin with one of these. */
    private static final List<String> PROTOCOLS = List.of(
            "http://www.w3.org/", // SOAP 1.2, WS-Addressing 1.0, XML signatures
            "http://schemas.xmlsoap.org/", // SOAP 1.1, WS-Addressing 2004/08, WS-Transfer, WS-Enumeration, WS-Security
            "http://docs.oasis-open.org/", // WS-Security, WS-Trust, WS-ReliableMessaging
            "urn:oasis:",
            "http://schemas.dmtf.org/wbem/wsman/", // WS-Management, the CIM binding, Identify
            "http://schemas.microsoft.com/wbem/wsman/1/"); // DataLocale, SessionId, OperationID, MachineID

    private ReferenceParameters() {}

    /**
     * The header that a parameter becomes, without attributes that address it to SOAP nodes; empty if it is left out.
     */
    public static Optional<Tree> header(Tree parameter) {
        boolean isIdentifier = parameter.is(Namespaces.EVENTING, "Identifier"); // of a subscription
        return isIdentifier || !isOfProtocol(parameter.namespace())
                ? Optional.of(withoutSoapAttributes(parameter))
                : Optional.empty();
    }

    private static boolean isOfProtocol(String namespace) {
        String lower = namespace.strip().toLowerCase(Locale.ROOT);
        return PROTOCOLS.stream().anyMatch(lower::startsWith);
    }

    private static Tree withoutSoapAttributes(Tree parameter) {
        Tree header = parameter;
        for (int i = 0; i < parameter.attributeCount(); i++) {
            String namespace = parameter.attributeName(i).getNamespaceURI();
            if (Namespaces.isSoap(namespace)) {
                TreeBuilder without = header.toBuilder();
                without.removeAttribute(namespace, parameter.attributeName(i).getLocalPart());
                header = without.build();
            }
        }
        return header;
    }

    /**
     * Requires that parameters are few and small, for they go out with every request.
     *
     * @throws IllegalArgumentException if there are more than 20, or more than 32 KiB
     */
    public static List<Tree> required(List<Tree> parameters) {
        if (parameters.size() > MOST) {
            throw new IllegalArgumentException("resource locator: " + parameters.size()
                    + " reference parameters, where " + MOST + " are the most");
        }
        int length = 0;
        for (Tree parameter : parameters) {
            length += parameter.toXml().length();
        }
        if (length > LONGEST) {
            throw new IllegalArgumentException("resource locator: reference parameters of " + length
                    + " characters, where " + LONGEST + " are the most");
        }
        return parameters;
    }
}
