package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Serves the declarations of classes. Depending on the quirks these are Get and Enumerate of CIM-XML (MS-WSMV
 * 3.1.4.1.38), or openwsman's GetClass and EnumerateClassNames (captures/classdecl/openwsman).
 */
final class DeclarationOperations {
    private final ServiceSettings service;

    DeclarationOperations(ServiceSettings service) {
        this.service = service;
    }

    /** Whether a request is for CIM-XML. */
    static boolean isAddressedBy(ServiceRequest request) {
        return request.resourceUri().equals(ServiceNamespaces.CLASS_DECLARATIONS);
    }

    /**
     * Returns the resource of a declaration URI. Empty for other URIs, and if declarations are not served in that
     * form.
     */
    Optional<TargetResource> resource(String uri) {
        boolean cimXml = uri.equals(ServiceNamespaces.CLASS_DECLARATIONS)
                && service.quirks().has(ServerQuirk.CIM_XML_DECLARATIONS);
        boolean intrinsic =
                (uri.equals(ServiceNamespaces.INTRINSIC) || uri.startsWith(ServiceNamespaces.INTRINSIC + "/"))
                        && service.quirks().has(ServerQuirk.INTRINSIC_DECLARATIONS);
        return cimXml || intrinsic ? Optional.of(new TargetResource(uri, "", null, false)) : Optional.empty();
    }

    /**
     * Whether {@link #reply} handles a request. An Enumerate is handled elsewhere; only its items are written here.
     */
    boolean serves(ServiceRequest request) {
        boolean intrinsic = request.operation() == ServiceOperation.INVOKE
                && resource(request.resourceUri()).isPresent()
                && request.resourceUri().startsWith(ServiceNamespaces.INTRINSIC);
        return intrinsic || request.operation() == ServiceOperation.GET && isAddressedBy(request);
    }

    void reply(ServiceRequest request, ReplyBuilder reply) {
        if (request.operation() == ServiceOperation.GET) {
            String name = request.selectors().keys().getOrDefault("ClassName", "");
            write(reply.body(), required(name).name(), request);
        } else {
            intrinsic(request, reply);
        }
    }

    /**
     * Selects all classes, or only those without a superclass. Each item stands for a class; it is not an instance of
     * it.
     */
    ItemSelection select(ServiceRequest request) {
        boolean deep = CimXmlOptions.of(request).subclasses();
        return ItemSelection.of(() -> service.quirks().has(ServerQuirk.CLASSES_NOT_LISTED)
                ? Stream.empty()
                : service.registry().classes().stream()
                        .filter(type -> deep || type.superclass().isEmpty())
                        .map(type -> CimInstance.of(type.name())));
    }

    /** Writes one class as CIM-XML with the parts that the options of the request include. */
    void write(XmlTextWriter xml, String className, ServiceRequest request) {
        new CimXmlClassWriter(service.registry(), CimXmlOptions.of(request), xml).write(required(className));
    }

    private void intrinsic(ServiceRequest request, ReplyBuilder reply) {
        String uri = request.resourceUri();
        String method = InvokeOperation.method(request);
        IntrinsicClassWriter writer = new IntrinsicClassWriter(uri, reply.body());
        if (method.equals("EnumerateClassNames") && uri.equals(ServiceNamespaces.INTRINSIC)) {
            boolean deep = "true".equalsIgnoreCase(request.selectors().keys().getOrDefault("DeepInheritance", "false"));
            writer.names(service.registry().classes().stream()
                    .filter(type -> deep || type.superclass().isEmpty())
                    .map(ManagedClass::name));
        } else if (method.equals("GetClass") && !uri.equals(ServiceNamespaces.INTRINSIC)) {
            writer.write(required(uri.substring(ServiceNamespaces.INTRINSIC.length() + 1)));
        } else {
            throw FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").exception();
        }
    }

    private ManagedClass required(String name) {
        return service.registry()
                .find(name)
                .orElseThrow(() -> KeySelectors.notFound("The specified class does not exist."));
    }
}
