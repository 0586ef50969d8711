package dev.wsman.testkit.protocol;

import java.util.Arrays;
import org.w3c.dom.Element;

/**
 * An operation of WS-Management. The Action of a request determines it, or the body in the case of Identify, which
 * has no Action.
 */
public enum ServiceOperation {
    IDENTIFY(""),
    GET(ServiceNamespaces.TRANSFER + "/Get"),
    PUT(ServiceNamespaces.TRANSFER + "/Put"),
    CREATE(ServiceNamespaces.TRANSFER + "/Create"),
    DELETE(ServiceNamespaces.TRANSFER + "/Delete"),
    ENUMERATE(ServiceNamespaces.ENUMERATION + "/Enumerate"),
    PULL(ServiceNamespaces.ENUMERATION + "/Pull"),
    RENEW(ServiceNamespaces.ENUMERATION + "/Renew"),
    GET_STATUS(ServiceNamespaces.ENUMERATION + "/GetStatus"),
    RELEASE(ServiceNamespaces.ENUMERATION + "/Release"),
    SUBSCRIBE(ServiceNamespaces.EVENTING + "/Subscribe"),
    /** Renew of a subscription; {@link #RENEW} is the one of an enumeration. */
    RENEW_SUBSCRIPTION(ServiceNamespaces.EVENTING + "/Renew"),
    /** GetStatus of a subscription; {@link #GET_STATUS} is the one of an enumeration. */
    SUBSCRIPTION_STATUS(ServiceNamespaces.EVENTING + "/GetStatus"),
    UNSUBSCRIBE(ServiceNamespaces.EVENTING + "/Unsubscribe"),
    /** Starts a command in a remote shell. */
    COMMAND(ServiceNamespaces.SHELL + "/Command"),
    /** Waits for the output of a command. */
    RECEIVE(ServiceNamespaces.SHELL + "/Receive"),
    /** Sends input to a command. */
    SEND(ServiceNamespaces.SHELL + "/Send"),
    /** Interrupts or terminates a command. */
    SIGNAL(ServiceNamespaces.SHELL + "/Signal"),
    DISCONNECT(ServiceNamespaces.SHELL + "/Disconnect"),
    RECONNECT(ServiceNamespaces.SHELL + "/Reconnect"),
    CONNECT(ServiceNamespaces.SHELL + "/Connect"),
    /** A method call: any other Action that begins with the resource URI. */
    INVOKE(""),
    /** None of the above. This includes an empty body, and a body that is not a SOAP envelope. */
    UNKNOWN("");

    private final String action;

    ServiceOperation(String action) {
        this.action = action;
    }

    /** The Action of a request; empty for {@link #IDENTIFY}, {@link #INVOKE} and {@link #UNKNOWN}. */
    public String action() {
        return action;
    }

    /** Returns the operation that an envelope requests. */
    public static ServiceOperation of(Element envelope) {
        Element body =
                DomElements.child(envelope, ServiceNamespaces.SOAP, "Body").orElse(null);
        if (body == null) {
            return UNKNOWN;
        }
        if (DomElements.child(body, ServiceNamespaces.IDENTITY, "Identify").isPresent()) {
            return IDENTIFY;
        }
        return ofAction(
                header(envelope, ServiceNamespaces.ADDRESSING, "Action"),
                header(envelope, ServiceNamespaces.WSMAN, "ResourceURI"));
    }

    private static ServiceOperation ofAction(String action, String resourceUri) {
        return Arrays.stream(values())
                .filter(operation -> !operation.action.isEmpty() && operation.action.equals(action))
                .findFirst()
                .orElse(!resourceUri.isEmpty() && action.startsWith(resourceUri + "/") ? INVOKE : UNKNOWN);
    }

    private static String header(Element envelope, String namespace, String name) {
        return DomElements.child(envelope, ServiceNamespaces.SOAP, "Header")
                .flatMap(header -> DomElements.child(header, namespace, name))
                .map(DomElements::text)
                .orElse("");
    }
}
