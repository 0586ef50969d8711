package dev.wsman.testkit.protocol;

import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;
import org.w3c.dom.Element;

/** Validates the headers of a request before the operation starts (DSP0226 5, MS-WSMV 3.1.4.1). */
final class HeaderValidator {
    private static final Set<String> WSMAN = Set.of(
            "ResourceURI",
            "SelectorSet",
            "OptionSet",
            "OperationTimeout",
            "MaxEnvelopeSize",
            "Locale",
            "FragmentTransfer",
            "RequestEPR",
            "RequestTotalItemsCountEstimate");
    private static final Set<String> MICROSOFT =
            Set.of("DataLocale", "SessionId", "OperationID", "SequenceId", "ActivityId");
    private static final Set<ServiceOperation> FRAGMENTS =
            Set.of(ServiceOperation.GET, ServiceOperation.PUT, ServiceOperation.CREATE, ServiceOperation.DELETE);

    private final ServiceRequest request;
    private final ServerQuirks quirks;

    HeaderValidator(ServiceRequest request, ServerQuirks quirks) {
        this.request = request;
        this.quirks = quirks;
    }

    void run() {
        understood();
        addressing();
        locales();
        fragment();
        options();
        request.maxEnvelopeSize(Integer.MAX_VALUE);
        request.header(ServiceNamespaces.WSMAN, "OperationTimeout")
                .map(DomElements::text)
                .ifPresent(ServiceRequest::timeout);
        if (request.resourceUri().isEmpty() && !isFoundByIdentifier()) {
            throw FaultKind.DESTINATION_UNREACHABLE
                    .fault("InvalidResourceURI")
                    .nativeCode(2150858811L)
                    .reason("The header wsman:ResourceURI is missing.")
                    .exception();
        }
        request.selectors();
    }

    /** OMI ends a subscription without a resource (captures/omi/eventing, 70). */
    private boolean isFoundByIdentifier() {
        return request.operation() == ServiceOperation.UNSUBSCRIBE
                && quirks.name().equals("omi");
    }

    private void understood() {
        for (Element header : request.headers()) {
            if (mustUnderstand(header) && !known(header)) {
                QName name = new QName(header.getNamespaceURI(), header.getLocalName());
                throw FaultKind.MUST_UNDERSTAND.fault().notUnderstood(name).exception();
            }
        }
    }

    private static boolean known(Element header) {
        String namespace = header.getNamespaceURI();
        String name = header.getLocalName();
        return ServiceNamespaces.ADDRESSING.equals(namespace)
                || ServiceNamespaces.WSMAN.equals(namespace) && WSMAN.contains(name)
                || ServiceNamespaces.MICROSOFT.equals(namespace) && MICROSOFT.contains(name)
                || ServiceNamespaces.EVENTING.equals(namespace) && name.equals("Identifier");
    }

    private void addressing() {
        required("To");
        required("Action");
        if (request.messageId().isEmpty()) {
            throw FaultKind.INVALID_MESSAGE_INFORMATION_HEADER
                    .fault()
                    .reason("The header wsa:MessageID is missing or empty.")
                    .exception();
        }
        required("ReplyTo");
        anonymous("ReplyTo");
        anonymous("FaultTo");
    }

    private void required(String name) {
        Optional<Element> header = request.header(ServiceNamespaces.ADDRESSING, name);
        if (header.isEmpty()) {
            throw FaultKind.MESSAGE_INFORMATION_HEADER_REQUIRED
                    .fault()
                    .reason("The header wsa:" + name + " is missing.")
                    .exception();
        }
        if (DomElements.text(header.get()).isEmpty()) {
            throw FaultKind.INVALID_MESSAGE_INFORMATION_HEADER
                    .fault()
                    .reason("The header wsa:" + name + " is empty.")
                    .exception();
        }
    }

    private void anonymous(String name) {
        Optional<String> address = request.header(ServiceNamespaces.ADDRESSING, name)
                .flatMap(header -> DomElements.child(header, ServiceNamespaces.ADDRESSING, "Address"))
                .map(DomElements::text);
        boolean present = request.header(ServiceNamespaces.ADDRESSING, name).isPresent();
        if (present && !address.equals(Optional.of(ServiceNamespaces.ANONYMOUS))) {
            throw FaultKind.UNSUPPORTED_FEATURE
                    .fault("AddressingMode")
                    .nativeCode(2150858870L)
                    .exception();
        }
    }

    private void locales() {
        locale(ServiceNamespaces.WSMAN, "Locale");
        locale(ServiceNamespaces.MICROSOFT, "DataLocale");
    }

    private void locale(String namespace, String name) {
        if (request.header(namespace, name)
                .filter(HeaderValidator::mustUnderstand)
                .isPresent()) {
            throw FaultKind.UNSUPPORTED_FEATURE
                    .fault(name)
                    .nativeCode(2150858887L)
                    .exception();
        }
    }

    private void fragment() {
        Optional<Element> header = request.header(ServiceNamespaces.WSMAN, "FragmentTransfer");
        if (header.isPresent() && !FRAGMENTS.contains(request.operation())) {
            throw FaultKind.UNSUPPORTED_FEATURE
                    .fault("FragmentLevelAccess")
                    .nativeCode(2150858871L)
                    .exception();
        }
        if (header.isPresent() && !mustUnderstand(header.get())) {
            throw FaultKind.INVALID_MESSAGE_INFORMATION_HEADER
                    .fault()
                    .reason("The header wsman:FragmentTransfer is not marked with mustUnderstand.")
                    .exception();
        }
    }

    private void options() {
        if (quirks.has(ServerQuirk.OPTIONS_IGNORED)) {
            return;
        }
        request.header(ServiceNamespaces.WSMAN, "OptionSet").stream()
                .flatMap(set -> DomElements.children(set, ServiceNamespaces.WSMAN, "Option").stream())
                .filter(option -> isTrue(option.getAttributeNS(null, "MustComply")))
                .findFirst()
                .ifPresent(option -> {
                    throw FaultKind.INVALID_OPTIONS
                            .fault("NotSupported")
                            .reason("The option " + option.getAttributeNS(null, "Name") + " is not supported.")
                            .exception();
                });
    }

    private static boolean mustUnderstand(Element header) {
        return isTrue(header.getAttributeNS(ServiceNamespaces.SOAP, "mustUnderstand"));
    }

    private static boolean isTrue(String value) {
        return value.strip().equals("true") || value.strip().equals("1");
    }
}
