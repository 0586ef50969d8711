package dev.wsman.internal.fault;

import dev.wsman.internal.fault.ErrorTable.Row;
import dev.wsman.internal.fault.ErrorTable.Section;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names of native codes: all of WS-Management's, and those of Win32, WinHTTP, WMI and SSPI that a client may
 * receive.
 */
public final class NativeCodes {

    private NativeCodes() {}

    /** Returns the symbol of {@code code}, {@code ERROR_ACCESS_DENIED} for 5; empty if it is not known. */
    public static Optional<String> symbol(long code) {
        return ErrorTable.row(Section.NATIVE, code).map(Row::symbol);
    }

    /** Returns the code with this symbol, 5 for {@code ERROR_ACCESS_DENIED}; empty if it is not known. */
    public static Optional<Long> of(String symbol) {
        return ErrorTable.nativeCode(symbol);
    }

    /** Returns the code that represents failures of the kind called {@code kind}; empty if it is not known. */
    public static Optional<Long> ofKind(String kind) {
        return ErrorTable.row(Section.KIND, kind).map(Row::symbol).flatMap(NativeCodes::of);
    }

    /**
     * Returns the code that Windows has for an HTTP reply without SOAP: that of the status, else that of its class.
     *
     * @param status for example 404, which gives {@code ERROR_WSMAN_HTTP_NOT_FOUND_STATUS}
     */
    public static Optional<Long> ofHttpStatus(int status) {
        return ofHttpRow(Integer.toString(status)).or(() -> ofHttpRow(status / 100 + "xx"));
    }

    private static Optional<Long> ofHttpRow(String code) {
        return ErrorTable.row(Section.HTTP, code).map(Row::symbol).flatMap(NativeCodes::of);
    }

    /**
     * Describes a code with its symbol, large codes in hexadecimal too: {@code 5 ERROR_ACCESS_DENIED},
     * {@code 2147749890 (0x80041002) WBEM_E_NOT_FOUND}.
     */
    public static String describe(long code) {
        String number = code > 0xFFFF ? String.format(Locale.ROOT, "%d (0x%08X)", code, code) : Long.toString(code);
        return with(number, symbol(code).orElse(null));
    }

    /** Describes a CIM status with its symbol: {@code 6 CIM_ERR_NOT_FOUND}. */
    public static String describeCim(int status) {
        return with(
                Integer.toString(status),
                ErrorTable.row(Section.CIM, status).map(Row::symbol).orElse(null));
    }

    private static String with(String number, @Nullable String symbol) {
        return symbol == null ? number : number + " " + symbol;
    }
}
