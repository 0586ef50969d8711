package dev.wsman.codegen.internal;

import java.util.regex.Pattern;

/** Names that Windows keeps for devices, in any case and with any extension: no file and no folder can have them. */
public final class ReservedFileNames {
    private static final Pattern DEVICES = Pattern.compile(
            "CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|CLOCK\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]", Pattern.CASE_INSENSITIVE);

    private ReservedFileNames() {}

    /** Whether a name without extension is one of them. */
    public static boolean has(String name) {
        return DEVICES.matcher(name).matches();
    }
}
