package dev.wsman.internal.fault;

import dev.wsman.internal.fault.ErrorTable.Row;
import dev.wsman.internal.fault.ErrorTable.Section;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Restores FaultDetail URIs from the forms that servers send. For example
 * {@code wsman:faultDetail/AmbigousSelectors} becomes
 * {@code http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/AmbiguousSelectors}.
 */
final class FaultDetailUris {

    /** The beginning of every FaultDetail URI of DSP0226. */
    private static final String BASE = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/";

    // In full; with a prefix for the namespace (Windows Server 2003 R2, [MS-WSMV] 4.10); with OMI's stray colon.
    private static final Pattern KNOWN_FORM =
            Pattern.compile("(?:http://schemas\\.dmtf\\.org/wbem/wsman/1/wsman(?:\\.xsd)?/:?|\\w+:)faultDetail/(\\w+)");

    private FaultDetailUris() {}

    /** Returns the full URI with its name spelt right; any other text as it is. */
    static String canonical(String sent) {
        Matcher known = KNOWN_FORM.matcher(sent);
        if (!known.matches()) {
            return sent;
        }
        String name = known.group(1);
        return BASE + ErrorTable.row(Section.DETAIL, name).map(Row::symbol).orElse(name);
    }
}
