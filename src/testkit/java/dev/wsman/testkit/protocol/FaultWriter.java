package dev.wsman.testkit.protocol;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.xml.namespace.QName;

/** Writes faults with the details that each server is known to send. */
final class FaultWriter {
    private static final Map<String, String> ACTIONS = Map.of(
            ServiceNamespaces.ADDRESSING, ServiceNamespaces.ADDRESSING + "/fault",
            ServiceNamespaces.TRANSFER, ServiceNamespaces.TRANSFER + "/fault",
            ServiceNamespaces.ENUMERATION, ServiceNamespaces.ENUMERATION + "/fault",
            ServiceNamespaces.EVENTING, ServiceNamespaces.EVENTING + "/fault",
            ServiceNamespaces.CIM_BINDING, "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/fault");
    /** The faults that OMI replaces by InternalError (captures/omi: wql-bad, get-badkeyname, invoke-Add-badtype). */
    private static final Set<FaultKind> REPLACED_BY_OMI = Set.of(
            FaultKind.CANNOT_PROCESS_FILTER,
            FaultKind.ENUMERATION_CANNOT_PROCESS_FILTER,
            FaultKind.INVALID_SELECTORS,
            FaultKind.INVALID_PARAMETER,
            FaultKind.INVALID_REPRESENTATION);

    private static final Optional<String> RETRIES = Optional.of(ServiceNamespaces.FAULT_DETAIL + "DeliveryRetries");

    private final ServiceSettings service;
    private final ServerQuirks quirks;

    FaultWriter(ServiceSettings service) {
        this.service = service;
        this.quirks = service.quirks();
    }

    ServiceReply write(ServiceRequest request, ServiceFault raised, Optional<String> relatesTo) {
        ServiceFault fault = adapted(request, raised);
        ReplyBuilder reply = ReplyBuilder.to(request, quirks, action(fault), relatesTo);
        fault.notUnderstood().ifPresent(name -> notUnderstood(reply.headers(), name));
        XmlTextWriter xml = reply.body().open(ServiceNamespaces.SOAP, "Fault");
        code(xml, fault);
        xml.open(ServiceNamespaces.SOAP, "Reason");
        xml.open(ServiceNamespaces.SOAP, "Text").attribute(ServiceNamespaces.XML, "lang", quirks.language());
        boolean emptyReason = quirks.has(ServerQuirk.EMPTY_REASON)
                && request.operation() == ServiceOperation.INVOKE
                && !sender(fault);
        xml.text(emptyReason ? "" : reason(fault)).close().close();
        detail(xml, request, fault, fromCim(request, raised));
        xml.close();
        return new ServiceReply(status(request, fault), reply.envelope());
    }

    /**
     * Returns the Reason. Windows sends the general reason of the kind of fault (recorded in captures/windows/psrp,
     * test_psrp_is_alive_other_wsman_error). If a provider failed, it repeats the message of the provider
     * (test_winrs_no_cmd_shell).
     */
    private String reason(ServiceFault fault) {
        boolean general =
                quirks.has(ServerQuirk.GENERAL_REASON) && !fault.is(FaultKind.INTERNAL_ERROR) && !isFromShell(fault);
        return general ? FaultKind.reasonOf(fault).orElse(fault.reason()) : fault.reason();
    }

    /** The plug-in of cmd.exe repeats its message in the Reason (test_winrs_fail_poll_process). */
    private static boolean isFromShell(ServiceFault fault) {
        return fault.provider()
                .filter(error -> error.provider() == ServiceFault.Provider.SHELL_CMD)
                .isPresent();
    }

    /** Replaces faults that a server does not use by the ones that it sends instead. */
    private ServiceFault adapted(ServiceRequest request, ServiceFault fault) {
        if (quirks.has(ServerQuirk.UNREACHABLE_CONTEXT) && fault.is(FaultKind.INVALID_ENUMERATION_CONTEXT)) {
            return FaultKind.DESTINATION_UNREACHABLE.fault().reason("Enumeration context not found");
        }
        boolean method = request.operation() == ServiceOperation.INVOKE && fault.is(FaultKind.ACTION_NOT_SUPPORTED);
        if (quirks.has(ServerQuirk.GENERAL_ERRORS)
                && (method || REPLACED_BY_OMI.stream().anyMatch(fault::is))) {
            return FaultKind.INTERNAL_ERROR.fault().reason(fault.reason());
        }
        return fault;
    }

    /**
     * Whether the CIM server raised the fault. OMI rejects some requests before it calls a provider; such faults have
     * no CIM error (captures/omi: get-nokey, pull-after-release; eventing/27, 35 and 63).
     */
    private static boolean fromCim(ServiceRequest request, ServiceFault fault) {
        if (isEventing(request)) {
            return fault.provider().isPresent();
        }
        boolean noKeys = fault.nativeCode().equals(OptionalLong.of(KeySelectors.NO_SELECTORS));
        return !fault.is(FaultKind.INVALID_ENUMERATION_CONTEXT) && !noKeys;
    }

    private static boolean isEventing(ServiceRequest request) {
        return request.operation().action().startsWith(ServiceNamespaces.EVENTING);
    }

    private static boolean sender(ServiceFault fault) {
        return fault.code().getLocalPart().equals("Sender");
    }

    private int status(ServiceRequest request, ServiceFault fault) {
        if (quirks.has(ServerQuirk.UNREACHABLE_EVENTS_WITH_503)
                && isEventing(request)
                && fault.is(FaultKind.DESTINATION_UNREACHABLE)) {
            return 503;
        }
        boolean understood = !fault.code().getLocalPart().equals("MustUnderstand");
        if (!understood && quirks.has(ServerQuirk.MUST_UNDERSTAND_WITH_200)) {
            return 200;
        }
        return quirks.faultStatus().of(sender(fault));
    }

    private String action(ServiceFault fault) {
        if (!quirks.has(ServerQuirk.FAULT_DETAIL) && fault.detail().equals(RETRIES)) {
            // OMI sends the detail as the Action (captures/omi/eventing/35)
            return fault.detail().get();
        }
        String namespace = fault.subcode().map(QName::getNamespaceURI).orElse(ServiceNamespaces.ADDRESSING);
        String action = ACTIONS.getOrDefault(namespace, "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault");
        return quirks.has(ServerQuirk.WRONG_YEAR_IN_FAULT_ACTIONS) ? action.replace("2004/09", "2004/08") : action;
    }

    private static void notUnderstood(XmlTextWriter headers, QName name) {
        headers.open(ServiceNamespaces.SOAP, "NotUnderstood");
        String qualified = headers.qualified(name.getNamespaceURI(), name.getLocalPart());
        headers.attribute("", "qname", qualified).close();
    }

    private static void code(XmlTextWriter xml, ServiceFault fault) {
        xml.open(ServiceNamespaces.SOAP, "Code");
        value(xml, fault.code());
        fault.subcode().ifPresent(subcode -> {
            xml.open(ServiceNamespaces.SOAP, "Subcode");
            value(xml, subcode);
            xml.close();
        });
        xml.close();
    }

    private static void value(XmlTextWriter xml, QName name) {
        xml.open(ServiceNamespaces.SOAP, "Value");
        xml.text(xml.qualified(name.getNamespaceURI(), name.getLocalPart())).close();
    }

    private void detail(XmlTextWriter parent, ServiceRequest request, ServiceFault fault, boolean fromCim) {
        XmlTextWriter xml = new XmlTextWriter(parent.prefixes());
        if (quirks.has(ServerQuirk.FAULT_DETAIL) && !withoutFaultDetail(request, fault)) {
            fault.detail().ifPresent(uri -> xml.element(ServiceNamespaces.WSMAN, "FaultDetail", uri));
        }
        if (quirks.has(ServerQuirk.WSMAN_FAULT)) {
            wsmanFault(xml, fault);
        }
        if (quirks.has(ServerQuirk.CIM_ERROR) && fromCim) {
            cimError(xml, request, fault);
        }
        xml.raw(fault.xml());
        if (!xml.toString().isEmpty()) {
            parent.open(ServiceNamespaces.SOAP, "Detail").raw(xml.toString()).close();
        }
    }

    /**
     * Whether a server omits the FaultDetail. openwsman does so if something is not found
     * (captures/openwsman/get-notfound), and Windows if a header is not valid (captures/windows/psrp,
     * test_psrp_is_alive_other_wsman_error).
     */
    private boolean withoutFaultDetail(ServiceRequest request, ServiceFault fault) {
        boolean notFound = fault.is(FaultKind.DESTINATION_UNREACHABLE)
                && request.operation() != ServiceOperation.ENUMERATE
                && !isEventing(request);
        return quirks.has(ServerQuirk.NO_DETAIL_OF_NOT_FOUND) && notFound
                || quirks.has(ServerQuirk.NO_DETAIL_OF_HEADERS)
                        && fault.is(FaultKind.INVALID_MESSAGE_INFORMATION_HEADER);
    }

    private void wsmanFault(XmlTextWriter xml, ServiceFault fault) {
        if (fault.nativeCode().isEmpty()) {
            return;
        }
        begin(xml, fault).open(ServiceNamespaces.WSMAN_FAULT, "Message");
        fault.provider()
                .ifPresentOrElse(provider -> providerFault(xml, fault, provider), () -> xml.text(fault.reason()));
        xml.close().close();
    }

    /**
     * Writes the provider's fault. It contains another fault if a query cannot be processed
     * (captures/windows/faults/soap_fault_v2.xml), and the provider's message otherwise (captures/windows/psrp,
     * test_winrs_no_cmd_shell).
     */
    private void providerFault(XmlTextWriter xml, ServiceFault fault, ServiceFault.ProviderError provider) {
        xml.open(ServiceNamespaces.WSMAN_FAULT, "ProviderFault")
                .attribute("", "provider", provider.provider().title())
                .attribute("", "path", provider.provider().path());
        if (isFromShell(fault) || fault.is(FaultKind.INTERNAL_ERROR) && quirks.has(ServerQuirk.GENERAL_REASON)) {
            xml.text(provider.message());
        } else {
            begin(xml, fault)
                    .element(ServiceNamespaces.WSMAN_FAULT, "Message", provider.message())
                    .close();
        }
        provider.query()
                .filter(query -> quirks.has(ServerQuirk.EXTENDED_ERROR))
                .ifPresent(query -> extended(xml, query));
        xml.close();
    }

    private static void extended(XmlTextWriter xml, String query) {
        String namespace = ServiceNamespaces.WMI + "root/cimv2/__ExtendedStatus";
        xml.open(ServiceNamespaces.WSMAN_FAULT, "ExtendedError").open(namespace, "__ExtendedStatus");
        xml.attribute(ServiceNamespaces.XSI, "type", xml.qualified(namespace, "__ExtendedStatus_Type"));
        nil(xml, namespace, "Description");
        xml.element(namespace, "Operation", "ExecQuery")
                .element(namespace, "ParameterInfo", query)
                .element(namespace, "ProviderName", "WinMgmt");
        nil(xml, namespace, "StatusCode");
        xml.close().close();
    }

    private XmlTextWriter begin(XmlTextWriter xml, ServiceFault fault) {
        return xml.open(ServiceNamespaces.WSMAN_FAULT, "WSManFault")
                .attribute("", "Code", Long.toString(fault.nativeCode().orElse(0)))
                .attribute("", "Machine", service.machine());
    }

    /**
     * Writes the error of OMI. Its CIM status is 6 if something is not found (captures/omi/get-notfound), and
     * otherwise 1, "failed" (invoke-nomethod). OMI itself has a status of its own for some errors, such as 15 for an
     * invalid query (wql-bad), of which a Subscribe has 7 and 15 (eventing/29 and 30).
     */
    private static void cimError(XmlTextWriter xml, ServiceRequest request, ServiceFault fault) {
        String status = cimStatus(request, fault);
        String message =
                fault.provider().map(ServiceFault.ProviderError::message).orElse(fault.reason());
        String namespace = ServiceNamespaces.DMTF_CLASSES + "OMI_Error";
        xml.open(namespace, "OMI_Error").attribute(ServiceNamespaces.CIM_BINDING, "IsCIM_Error", "true");
        nil(xml, namespace, "ErrorType", "OtherErrorType");
        typed(xml, namespace, "OwningEntity", "cimString", "OMI:CIMOM");
        typed(xml, namespace, "MessageID", "cimString", "OMI:MI_Result:" + status);
        typed(xml, namespace, "Message", "cimString", message);
        typed(xml, namespace, "PerceivedSeverity", "cimUnsignedInt", "7");
        typed(xml, namespace, "ProbableCause", "cimUnsignedInt", "0");
        typed(xml, namespace, "ProbableCauseDescription", "cimString", "Unknown");
        nil(xml, namespace, "RecommendedActions", "ErrorSource", "ErrorSourceFormat", "OtherErrorSourceFormat");
        typed(xml, namespace, "CIMStatusCode", "cimUnsignedInt", status);
        nil(xml, namespace, "CIMStatusCodeDescription");
        typed(xml, namespace, "OMI_Code", "cimUnsignedInt", status);
        typed(xml, namespace, "OMI_Category", "cimUnsignedInt", "0");
        typed(xml, namespace, "OMI_Type", "cimString", "MI");
        typed(xml, namespace, "OMI_ErrorMessage", "cimString", message);
        xml.close();
    }

    private static String cimStatus(ServiceRequest request, ServiceFault fault) {
        if (fault.is(FaultKind.DESTINATION_UNREACHABLE)) {
            return "6";
        }
        return !isEventing(request) ? "1" : fault.is(FaultKind.UNSUPPORTED_FEATURE) ? "7" : "15";
    }

    private static void nil(XmlTextWriter xml, String namespace, String... names) {
        for (String name : names) {
            xml.open(namespace, name)
                    .attribute(ServiceNamespaces.XSI, "nil", "true")
                    .close();
        }
    }

    private static void typed(XmlTextWriter xml, String namespace, String name, String type, String text) {
        xml.open(namespace, name)
                .attribute(ServiceNamespaces.XSI, "type", xml.qualified(ServiceNamespaces.CIM, type))
                .text(text)
                .close();
    }
}
