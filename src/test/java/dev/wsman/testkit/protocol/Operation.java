package dev.wsman.testkit.protocol;

import java.util.Arrays;
import org.w3c.dom.Element;

/** An operation of WS-Management, told by the Action of a request; Identify, which has none, by its body. */
public enum Operation {
    IDENTIFY(""),
    GET(Namespaces.TRANSFER + "/Get"),
    PUT(Namespaces.TRANSFER + "/Put"),
    CREATE(Namespaces.TRANSFER + "/Create"),
    DELETE(Namespaces.TRANSFER + "/Delete"),
    ENUMERATE(Namespaces.ENUMERATION + "/Enumerate"),
    PULL(Namespaces.ENUMERATION + "/Pull"),
    RENEW(Namespaces.ENUMERATION + "/Renew"),
    GET_STATUS(Namespaces.ENUMERATION + "/GetStatus"),
    RELEASE(Namespaces.ENUMERATION + "/Release"),
    /** A method call: any other Action that begins with the resource URI. */
    INVOKE(""),
    /** Nothing of the above, an empty body or a body that is no SOAP envelope among it. */
    UNKNOWN("");

    private final String action;

    Operation(String action) {
        this.action = action;
    }

    /** The Action of a request; empty for {@link #IDENTIFY}, {@link #INVOKE} and {@link #UNKNOWN}. */
    public String action() {
        return action;
    }

    /** The operation that an envelope asks for. */
    public static Operation of(Element envelope) {
        Element body = Elements.child(envelope, Namespaces.SOAP, "Body").orElse(null);
        if (body == null) {
            return UNKNOWN;
        }
        if (Elements.child(body, Namespaces.IDENTITY, "Identify").isPresent()) {
            return IDENTIFY;
        }
        return ofAction(
                header(envelope, Namespaces.ADDRESSING, "Action"), header(envelope, Namespaces.WSMAN, "ResourceURI"));
    }

    private static Operation ofAction(String action, String resourceUri) {
        return Arrays.stream(values())
                .filter(operation -> !operation.action.isEmpty() && operation.action.equals(action))
                .findFirst()
                .orElse(!resourceUri.isEmpty() && action.startsWith(resourceUri + "/") ? INVOKE : UNKNOWN);
    }

    private static String header(Element envelope, String namespace, String name) {
        return Elements.child(envelope, Namespaces.SOAP, "Header")
                .flatMap(header -> Elements.child(header, namespace, name))
                .map(Elements::text)
                .orElse("");
    }
}
