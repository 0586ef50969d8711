package dev.wsman.internal.fault;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** FaultDetail URIs as they should be, from the forms in which they come. */
final class DetailUris {

    /** What all of DSP0226's begin with. */
    static final String BASE = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/";

    // In full; with a prefix for the namespace (Windows Server 2003 R2, [MS-WSMV] 4.10); with OMI's stray colon.
    private static final Pattern KNOWN_FORM =
            Pattern.compile("(?:http://schemas\\.dmtf\\.org/wbem/wsman/1/wsman(?:\\.xsd)?/:?|\\w+:)faultDetail/(\\w+)");

    /** openwsman's spellings. */
    private static final Map<String, String> MISSPELT = Map.of(
            "AmbigousSelectors", "AmbiguousSelectors",
            "CharechterSet", "CharacterSet",
            "AutherizationMode", "AuthorizationMode",
            "FormatSecurityTocken", "FormatSecurityToken",
            "UriLimitExceeded", "URILimitExceeded");

    private DetailUris() {}

    static String canonical(String sent) {
        Matcher known = KNOWN_FORM.matcher(sent);
        if (!known.matches()) {
            return sent;
        }
        String name = known.group(1);
        return BASE + MISSPELT.getOrDefault(name, name);
    }
}
