package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Namespaces;
import org.jspecify.annotations.Nullable;

/**
 * The operations that a session sends: their actions, their names and which of them may be repeated. An operation's
 * name is also the name of the generated port type's operation, for example {@code Get} of {@code Resource}.
 */
public enum Operation {
    GET("Get", Namespaces.TRANSFER, true),
    PUT("Put", Namespaces.TRANSFER, false),
    CREATE("Create", Namespaces.TRANSFER, false),
    DELETE("Delete", Namespaces.TRANSFER, false),
    /** Calls a method of a resource. The action is the method's and differs from call to call. */
    INVOKE("Invoke", null, false),
    /** Opens another context if it is repeated; the first one expires on the server. */
    ENUMERATE("Enumerate", Namespaces.ENUMERATION, true),
    /** Not repeatable: the items of a lost reply are gone. */
    PULL("Pull", Namespaces.ENUMERATION, false),
    RELEASE("Release", Namespaces.ENUMERATION, false),
    /** Not repeatable: the subscription of a lost reply may exist, and in a push mode it delivers as well. */
    SUBSCRIBE("Subscribe", Namespaces.EVENTING, false),
    /** Renews a subscription. An enumeration is never renewed. */
    RENEW("Renew", Namespaces.EVENTING, true),
    /** Reads when a subscription expires. */
    GET_STATUS("GetStatus", Namespaces.EVENTING, true),
    UNSUBSCRIBE("Unsubscribe", Namespaces.EVENTING, false),
    /** Starts a command in a remote shell (MS-WSMV 3.1.4.11). */
    COMMAND("Command", Namespaces.SHELL, false),
    /** Not repeatable: the output in a lost reply is gone. */
    RECEIVE("Receive", Namespaces.SHELL, false),
    /** Not repeatable: the command would read the input twice. */
    SEND("Send", Namespaces.SHELL, false),
    SIGNAL("Signal", Namespaces.SHELL, false),
    /** Has no action and no addressing headers (DSP0226 clause 11). */
    IDENTIFY("Identify", null, true);

    private final String title;
    private final @Nullable String action;
    private final boolean idempotent;

    Operation(String title, @Nullable String specification, boolean idempotent) {
        this.title = title;
        this.action = specification == null ? null : specification + "/" + title;
        this.idempotent = idempotent;
    }

    /** Returns the name for listeners and errors, which is also the name in the WSDL: {@code Get}. */
    public String title() {
        return title;
    }

    /** Returns the {@code wsa:Action} of the request; null if the operation itself does not define one. */
    public @Nullable String action() {
        return action;
    }

    /** Returns whether the request may reach the server twice, because a lost reply leaves nothing changed there. */
    public boolean isIdempotent() {
        return idempotent;
    }
}
