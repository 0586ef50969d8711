package dev.wsman.internal.fault;

import java.util.Locale;
import java.util.Optional;

/** The names of native codes: all of WS-Management's, and those of Win32, WinHTTP, WMI and SSPI that a client may meet. */
public final class NativeCodes {

    private NativeCodes() {}

    /** The symbol of {@code code}, {@code ERROR_ACCESS_DENIED} for 5; empty where it is not known. */
    public static Optional<String> symbol(long code) {
        return Symbols.TABLE.get(Long.toString(code));
    }

    /** The code and its symbol as a person reads them: large ones in hexadecimal too. */
    public static String describe(long code) {
        String number = code > 0xFFFF ? String.format(Locale.ROOT, "%d (0x%08X)", code, code) : Long.toString(code);
        return symbol(code).map(symbol -> number + " " + symbol).orElse(number);
    }

    /** A CIM status and its symbol, {@code 6 CIM_ERR_NOT_FOUND}. */
    public static String describeCim(int status) {
        return Symbols.TABLE
                .get("cim." + status)
                .map(symbol -> status + " " + symbol)
                .orElse(Integer.toString(status));
    }

    /** Loaded when the first one is looked up. */
    private static final class Symbols {
        static final ResourceTable TABLE = ResourceTable.load("native-codes.properties");
    }
}
