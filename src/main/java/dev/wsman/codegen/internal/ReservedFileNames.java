package dev.wsman.codegen.internal;

import java.util.regex.Pattern;

/** File names that Windows reserves for devices, in any case and with any extension. */
public final class ReservedFileNames {
    private static final Pattern DEVICES = Pattern.compile(
            "CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|CLOCK\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]", Pattern.CASE_INSENSITIVE);

    private ReservedFileNames() {}

    /** Returns whether a name without extension is reserved. */
    public static boolean contains(String name) {
        return DEVICES.matcher(name).matches();
    }
}
