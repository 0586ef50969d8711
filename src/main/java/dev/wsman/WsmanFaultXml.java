package dev.wsman;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;

/** An {@code f:WSManFault} for failures where no server wrote one ([MS-WSMV] 2.2.4.43). */
final class WsmanFaultXml {

    private WsmanFaultXml() {}

    static String of(WsmanError error) {
        long code = error.nativeCode().orElse(error.kind().nativeCode());
        return Tree.builder(Namespaces.MS_FAULT, "WSManFault", "f")
                .attribute("Code", Long.toString(code))
                .attribute("Machine", clean(error.machine().orElse("")))
                .child(Namespaces.MS_FAULT, "Message", "f", clean(message(error)))
                .build()
                .toXml();
    }

    private static String message(WsmanError error) {
        return error.providerMessage().orElse(error.reason());
    }

    /** With U+FFFD for what XML 1.0 cannot hold: control characters, lone surrogates, U+FFFE and U+FFFF. */
    private static String clean(String text) {
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
