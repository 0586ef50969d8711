package dev.wsman;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.util.Objects;

/** Writes an {@code f:WSManFault} for an error whose server did not send one ([MS-WSMV] 2.2.4.43). */
final class WsmanFaultXml {

    private WsmanFaultXml() {}

    static String of(WsmanError error) {
        return Tree.builder(Namespaces.MS_FAULT, "WSManFault", "f")
                .attribute("Code", code(error))
                .attribute("Machine", xmlText(error.machine().orElse("")))
                .child(Namespaces.MS_FAULT, "Message", "f", xmlText(message(error)))
                .build()
                .toXml();
    }

    private static String code(WsmanError error) {
        return error.nativeCode().isPresent()
                ? Long.toString(error.nativeCode().getAsLong())
                : Objects.toString(error.kind().nativeCode(), "0");
    }

    private static String message(WsmanError error) {
        return error.providerMessage().orElse(error.reason());
    }

    /** Replaces by U+FFFD what XML 1.0 cannot contain: control characters, lone surrogates, U+FFFE and U+FFFF. */
    private static String xmlText(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isXml(c) ? c : '\uFFFD').forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isXml(int c) {
        boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !control && !surrogate && c != 0xFFFE && c != 0xFFFF;
    }
}
