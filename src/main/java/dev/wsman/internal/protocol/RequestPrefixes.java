package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.NamespaceScope;
import dev.wsman.internal.xml.Namespaces;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The namespace prefixes of requests. The envelope declares those that every request uses. */
public final class RequestPrefixes {
    public static final String SOAP = "s";
    public static final String ADDRESSING = "a";
    public static final String WSMAN = "w";
    static final String ENUMERATION = "n";
    static final String CIM_BINDING = "b";
    static final String IDENTITY = "wsmid";

    private static final Map<String, String> IDENTIFY_ENVELOPE = declarations(false);
    private static final Map<String, String> ENVELOPE = declarations(true);

    /** The declarations that are in scope inside the envelope of a request with addressing headers. */
    static final NamespaceScope IN_ENVELOPE = NamespaceScope.of(ENVELOPE);

    private RequestPrefixes() {}

    /** Returns the namespaces that the envelope of the operation's request declares, by prefix and in their order. */
    public static Map<String, String> declaredBy(Operation operation) {
        return operation == Operation.IDENTIFY ? IDENTIFY_ENVELOPE : ENVELOPE;
    }

    private static Map<String, String> declarations(boolean addressing) {
        Map<String, String> declarations = new LinkedHashMap<>();
        declarations.put(SOAP, Namespaces.SOAP);
        declarations.put(WSMAN, Namespaces.WSMAN);
        if (addressing) {
            declarations.put(ADDRESSING, Namespaces.ADDRESSING);
        }
        return Collections.unmodifiableMap(declarations);
    }
}
