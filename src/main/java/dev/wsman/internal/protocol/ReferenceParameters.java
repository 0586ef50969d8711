package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Selects the reference parameters of a server's endpoint reference that become headers of requests (WS-Addressing):
 * those in the server's own namespaces. Only the client writes the headers of SOAP, addressing, security, WS-Management
 * and related protocols. Otherwise a server could choose the action, the recipient or the limits of later requests.
 */
public final class ReferenceParameters {
    private static final int MAX_PARAMETERS = 20;
    /** In characters, of all parameters together. */
    private static final int MAX_LENGTH = 32 * 1024;

    /** The beginnings of the namespaces of protocols. */
    private static final List<String> PROTOCOLS = List.of(
            "http://www.w3.org/", // SOAP 1.2, WS-Addressing 1.0, XML signatures
            "http://schemas.xmlsoap.org/", // SOAP 1.1, WS-Addressing 2004/08, WS-Transfer, WS-Enumeration, WS-Security
            "http://docs.oasis-open.org/", // WS-Security, WS-Trust, WS-ReliableMessaging
            "urn:oasis:",
            "http://schemas.dmtf.org/wbem/wsman/", // WS-Management, the CIM binding, Identify
            "http://schemas.microsoft.com/wbem/wsman/1/"); // DataLocale, SessionId, OperationID, MachineID

    private ReferenceParameters() {}

    /**
     * Returns the header that a parameter becomes, without attributes that address it to SOAP nodes; empty if it is
     * dropped.
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
     * Requires parameters that are few and small, because every request repeats them.
     *
     * @throws IllegalArgumentException if there are more than 20 parameters or more than 32 Ki characters
     */
    public static List<Tree> required(List<Tree> parameters) {
        if (parameters.size() > MAX_PARAMETERS) {
            throw new IllegalArgumentException("resource locator: " + parameters.size() + " reference parameters; "
                    + MAX_PARAMETERS + " are allowed");
        }
        int length = 0;
        for (Tree parameter : parameters) {
            length += parameter.toXml().length();
        }
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("resource locator: reference parameters of " + length + " characters; "
                    + MAX_LENGTH + " are allowed");
        }
        return parameters;
    }
}
