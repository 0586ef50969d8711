package dev.wsman.internal.fault;

import dev.wsman.internal.xml.Tree;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** The code of a fault and its most specific subcode: the deepest known one, else the deepest. */
record FaultCodes(
        @Nullable QName code,
        @Nullable QName subcode,
        @Nullable String subcodeAsSent) {

    static FaultCodes of(Tree fault) {
        Tree code = fault.firstChild("Code");
        return code != null ? soap12(code) : soap11(fault.firstChild("faultcode"));
    }

    private static FaultCodes soap12(Tree code) {
        FaultCodes codes = new FaultCodes(name(code.firstChild("Value")), null, null);
        boolean known = false;
        for (Tree level = code.firstChild("Subcode"); level != null; level = level.firstChild("Subcode")) {
            Tree value = level.firstChild("Value");
            QName sent = name(value);
            if (value == null || sent == null) {
                continue;
            }
            QName canonical = FaultSubcodes.canonical(sent);
            if (canonical != null || !known) {
                known = known || canonical != null;
                codes = new FaultCodes(
                        codes.code(),
                        canonical != null ? canonical : sent,
                        value.text().strip());
            }
        }
        return codes;
    }

    /** SOAP 1.1 has only one code, in which a binding with subcodes puts the subcode (WS-Addressing 2004/08 §4). */
    private static FaultCodes soap11(@Nullable Tree faultCode) {
        QName sent = name(faultCode);
        QName canonical = sent == null ? null : FaultSubcodes.canonical(sent);
        return canonical == null || faultCode == null
                ? new FaultCodes(sent, null, null)
                : new FaultCodes(null, canonical, faultCode.text().strip());
    }

    private static @Nullable QName name(@Nullable Tree value) {
        return value == null || value.text().isBlank() ? null : resolve(value, value.text());
    }

    /** Returns the qualified name of {@code text} at {@code element}. An undeclared prefix has its usual meaning. */
    static QName resolve(Tree element, String text) {
        String name = text.strip();
        int colon = name.indexOf(':');
        if (colon < 0) {
            return element.resolve(name);
        }
        String prefix = name.substring(0, colon);
        String declared = element.namespaceOf(prefix);
        String namespace = declared != null ? declared : FaultSubcodes.usualNamespace(prefix);
        return new QName(namespace == null ? "" : namespace, name.substring(colon + 1), prefix);
    }
}
