package dev.wsman.testkit.protocol;

import static dev.wsman.testkit.protocol.ServerQuirk.*;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The way in which a server speaks the protocol: the set of its {@link ServerQuirk quirks} and the few values in
 * which servers differ. There is a constant for each known server. Immutable; {@link #with} and {@link #without}
 * return variants:
 *
 * <pre>{@code
 * ServerQuirks.STANDARD.with(ServerQuirk.PUT_RETURNS_NOTHING)
 * }</pre>
 */
public final class ServerQuirks {
    /**
     * The specification (DSP0226, DSP0227, DSP0230) with every optional feature. Close to Windows where the
     * specification leaves a choice.
     */
    public static final ServerQuirks STANDARD = new ServerQuirks(
            "standard",
            "wsman-session testkit",
            "1.0",
            PrefixScheme.LETTERS,
            DateTimeForm.XML_SCHEMA,
            FaultStatus.BY_CODE,
            "en-US",
            EnumSet.of(
                    CIM_NAMESPACE_SELECTOR_FOR_DMTF,
                    EMPTY_CONTEXT_AT_END,
                    ONE_ITEM_BY_DEFAULT,
                    NEW_CONTEXT_EACH_PULL,
                    WQL_ON_ALL_CLASSES_ONLY,
                    PROJECTION_AS_FRAGMENT,
                    TYPED_ROOT,
                    CIM_XML_DECLARATIONS,
                    FAULT_DETAIL,
                    WSMAN_FAULT));

    /**
     * Windows Remote Management, the default of the testkit. Envelopes, items, pages and the fault of a query follow
     * recordings of Server 2008 R2 (captures/windows/wql-server-2008 and faults). Other faults follow
     * captures/windows/psrp. Status codes and the rest follow WINDOWS.md, SERVERS.md and MS-WSMV.
     */
    public static final ServerQuirks WINRM = new ServerQuirks(
            "winrm",
            "Microsoft Corporation",
            "OS: 10.0.17763 SP: 0.0 Stack: 3.0",
            PrefixScheme.LETTERS,
            DateTimeForm.XML_SCHEMA,
            FaultStatus.ALWAYS_500,
            "en-US",
            EnumSet.of(
                    LANGUAGE_ON_ENVELOPE,
                    CIM_NAMESPACE_SELECTOR_FOR_DMTF,
                    OPTIONS_IGNORED,
                    READ_ONLY_REFUSED,
                    EMPTY_CONTEXT_AT_END,
                    ONE_ITEM_FIRST,
                    PAGES_IN_UTF16,
                    NO_TOTAL_ESTIMATE,
                    POLYMORPHISM_IGNORED,
                    SIMPLE_SELECTOR_FILTERS_ONLY,
                    NO_CQL_FILTER,
                    WQL_ON_ALL_CLASSES_ONLY,
                    PROJECTION_AS_FRAGMENT,
                    DMTF_CLASSES_UNDER_DMTF_PREFIX,
                    TYPED_ROOT,
                    LOCATION,
                    SORTED,
                    ORDER_IGNORES_CASE,
                    NULL_ARRAYS_OMITTED,
                    CIM_XML_DECLARATIONS,
                    FAULT_DETAIL,
                    NO_DETAIL_OF_HEADERS,
                    WSMAN_FAULT,
                    FILTER_FAULT_OF_ENUMERATION,
                    EXTENDED_ERROR,
                    GENERAL_REASON));

    /** openwsman 2.8 in front of a CIM broker, as recorded (captures/openwsman, classdecl) and probed (SERVERS.md). */
    public static final ServerQuirks OPENWSMAN = new ServerQuirks(
            "openwsman",
            "Openwsman Project",
            "2.8",
            PrefixScheme.NAMES,
            DateTimeForm.BARE,
            FaultStatus.BY_CODE,
            "en",
            EnumSet.of(
                    CONNECTION_CLOSE,
                    STRICT_CONTENT_TYPE,
                    CHUNKS_REFUSED,
                    ONE_AT_A_TIME,
                    RESET_AFTER_401,
                    SMALL_ENVELOPE_BY_DEFAULT,
                    ANONYMOUS_ADDRESS,
                    CIM_NAMESPACE_SELECTOR,
                    EMPTY_NAMESPACE_IN_PROPERTIES,
                    OPTIONS_IGNORED,
                    PUT_NULLS_OMITTED,
                    FRAGMENTS_WITHOUT_NAMESPACE,
                    EMPTY_FRAGMENT_FOR_UNKNOWN,
                    ITEMS_BEFORE_CONTEXT,
                    EMPTY_CONTEXT_AT_END,
                    ONE_ITEM_BY_DEFAULT,
                    NO_RENEWAL,
                    NO_XPATH_FILTER,
                    SHORT_ASSOCIATION_FILTER_IGNORED,
                    SORTED,
                    NULLS_OMITTED,
                    TEXT_DAMAGED,
                    INTRINSIC_DECLARATIONS,
                    FAULT_DETAIL,
                    NO_DETAIL_OF_NOT_FOUND,
                    EMPTY_REASON,
                    UNREACHABLE_EVENTS_WITH_503,
                    MUST_UNDERSTAND_WITH_200));

    /**
     * Microsoft's Open Management Infrastructure, as recorded (captures/omi, omi-ntlm, classdecl) and probed
     * (SERVERS.md).
     */
    public static final ServerQuirks OMI = new ServerQuirks(
            "omi",
            "Open Group",
            "1.9.0",
            PrefixScheme.OMI,
            DateTimeForm.BARE,
            FaultStatus.ALWAYS_500,
            "en-US",
            EnumSet.of(
                    CHUNKS_REFUSED,
                    SILENT_WITHOUT_CREDENTIALS,
                    ALL_NAMESPACES_DECLARED,
                    ANONYMOUS_ADDRESS,
                    CIM_NAMESPACE_SELECTOR,
                    NO_NAMESPACE_IN_NEW_REFERENCES,
                    IDENTIFY_IN_SOAP_NAMESPACE,
                    OPTIONS_IGNORED,
                    CONTEXT_AT_END,
                    EMPTY_ITEMS_WHEN_PLAIN,
                    ONE_ITEM_BY_DEFAULT,
                    SELECTOR_FILTER_IGNORED,
                    EMPTY_ASSOCIATION_PARTS_REFUSED,
                    SORTED,
                    DMTF_PREFIX_ONLY,
                    UPPER_CASE_BOOLEANS,
                    UINT8_ARRAYS_IN_BASE64,
                    CHARACTERS_AS_NUMBERS,
                    OUTPUT_NAMED_AS_METHOD,
                    RETURN_VALUE_FIRST,
                    ACTION_REPEATED,
                    CIM_XML_DECLARATIONS,
                    CLASSES_NOT_LISTED,
                    CIM_ERROR,
                    WRONG_YEAR_IN_FAULT_ACTIONS,
                    UNREACHABLE_CONTEXT,
                    GENERAL_ERRORS));

    /**
     * Dell iDRAC. Items and envelopes follow recordings (captures/idrac), the rest follows reports of its users
     * (SERVERS.md).
     */
    public static final ServerQuirks IDRAC = new ServerQuirks(
            "idrac",
            "Openwsman Project",
            "2.2.4",
            PrefixScheme.NAMES,
            DateTimeForm.BARE,
            FaultStatus.BY_CODE,
            "en",
            EnumSet.of(
                    ANONYMOUS_ADDRESS,
                    CIM_NAMESPACE_SELECTOR,
                    OPTIONS_IGNORED,
                    FRAGMENTS_WITHOUT_NAMESPACE,
                    ITEMS_BEFORE_CONTEXT,
                    EMPTY_CONTEXT_AT_END,
                    PULL_IGNORES_MAX_ELEMENTS,
                    NO_RENEWAL,
                    SORTED,
                    FAULT_DETAIL));

    /** Intel AMT, as its users report it (SERVERS.md). There is no recording of it. */
    public static final ServerQuirks AMT = new ServerQuirks(
            "amt",
            "Intel(R)",
            "AMT 15.0",
            PrefixScheme.ALPHABET,
            DateTimeForm.XML_SCHEMA,
            FaultStatus.ALWAYS_400,
            "en-US",
            EnumSet.of(
                    CLOSE_AFTER_401,
                    ANONYMOUS_ADDRESS,
                    EMPTY_CONTEXT_AT_END,
                    NO_RENEWAL,
                    NO_XPATH_FILTER,
                    SORTED,
                    NULLS_OMITTED,
                    FAULT_DETAIL));

    private final String name;
    private final String vendor;
    private final String version;
    private final PrefixScheme prefixes;
    private final DateTimeForm dateTimes;
    private final FaultStatus faultStatus;
    private final String language;
    private final Set<ServerQuirk> switches;

    private ServerQuirks(
            String name,
            String vendor,
            String version,
            PrefixScheme prefixes,
            DateTimeForm dateTimes,
            FaultStatus faultStatus,
            String language,
            Set<ServerQuirk> switches) {
        this.name = name;
        this.vendor = vendor;
        this.version = version;
        this.prefixes = prefixes;
        this.dateTimes = dateTimes;
        this.faultStatus = faultStatus;
        this.language = language;
        this.switches = switches;
    }

    /**
     * Returns the quirks of a server by its name, such as {@code openwsman}.
     *
     * @throws IllegalArgumentException if there is no server with this name
     */
    public static ServerQuirks named(String name) {
        return Stream.of(STANDARD, WINRM, OPENWSMAN, OMI, IDRAC, AMT)
                .filter(each -> each.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no server named " + name));
    }

    /** The server's name in lower case. */
    public String name() {
        return name;
    }

    /** The HTTP authentication scheme that clients of the server usually have: Negotiate, Digest or Basic. */
    public String defaultScheme() {
        return switch (name) {
            case "winrm" -> "Negotiate";
            case "amt" -> "Digest";
            default -> "Basic";
        };
    }

    /** The ProductVendor of Identify. */
    public String vendor() {
        return vendor;
    }

    /** The ProductVersion of Identify. */
    public String version() {
        return version;
    }

    /** The form of datetime properties. */
    public DateTimeForm dateTimes() {
        return dateTimes;
    }

    /** The HTTP status of faults. */
    public FaultStatus faultStatus() {
        return faultStatus;
    }

    /** The language of fault reasons. */
    public String language() {
        return language;
    }

    public boolean has(ServerQuirk quirk) {
        return switches.contains(quirk);
    }

    PrefixScheme prefixes() {
        return prefixes;
    }

    /** Returns these quirks and one more. */
    public ServerQuirks with(ServerQuirk quirk) {
        Set<ServerQuirk> more = EnumSet.copyOf(switches);
        more.add(quirk);
        return new ServerQuirks(name, vendor, version, prefixes, dateTimes, faultStatus, language, more);
    }

    /** Returns these quirks without one of them. */
    public ServerQuirks without(ServerQuirk quirk) {
        Set<ServerQuirk> fewer = EnumSet.copyOf(switches);
        fewer.remove(quirk);
        return new ServerQuirks(name, vendor, version, prefixes, dateTimes, faultStatus, language, fewer);
    }

    /** Returns these quirks with another form of datetime properties. */
    public ServerQuirks with(DateTimeForm form) {
        return new ServerQuirks(name, vendor, version, prefixes, form, faultStatus, language, switches);
    }

    /** Returns these quirks with another HTTP status of faults. */
    public ServerQuirks with(FaultStatus status) {
        return new ServerQuirks(name, vendor, version, prefixes, dateTimes, status, language, switches);
    }

    @Override
    public String toString() {
        return name + switches;
    }
}
