package dev.wsman.internal.fault;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlCharacters;
import java.util.Objects;

/** Writes an {@code f:WSManFault} for a failure whose server did not send one ([MS-WSMV] 2.2.4.43). */
public final class WsmanFaultXml {

    private WsmanFaultXml() {}

    /**
     * Returns the element as XML. If the fault has no native code, the element has that of the kind, or 0.
     *
     * @param kind the name of the failure's {@code WsmanError.Kind}
     */
    public static String of(ServerFault fault, String kind) {
        return Tree.builder(Namespaces.MS_FAULT, "WSManFault", "f")
                .attribute("Code", code(fault, kind))
                .attribute("Machine", xmlText(Objects.requireNonNullElse(fault.machine(), "")))
                .child(Namespaces.MS_FAULT, "Message", "f", xmlText(message(fault)))
                .build()
                .toXml();
    }

    private static String code(ServerFault fault, String kind) {
        Long code = fault.nativeCode() != null
                ? fault.nativeCode()
                : NativeCodes.ofKind(kind).orElse(0L);
        return code.toString();
    }

    private static String message(ServerFault fault) {
        return Objects.requireNonNullElse(fault.providerMessage(), fault.reason());
    }

    /** Replaces characters that XML 1.0 forbids with U+FFFD: control characters, lone surrogates, U+FFFE and U+FFFF. */
    private static String xmlText(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> XmlCharacters.isAllowed(c) ? c : '\uFFFD').forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
