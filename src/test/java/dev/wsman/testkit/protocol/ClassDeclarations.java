package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Declarations of the classes that the service has: Get and Enumerate of CIM-XML (MS-WSMV 3.1.4.1.38), or openwsman's GetClass and
 * EnumerateClassNames, as the manners have it.
 */
final class ClassDeclarations {
    private final Service service;

    ClassDeclarations(Service service) {
        this.service = service;
    }

    /** Whether a request asks for CIM-XML. */
    static boolean isAddressedBy(Request request) {
        return request.resourceUri().equals(Namespaces.CLASS_DECLARATIONS);
    }

    /** The resource that a URI of declarations is; empty for others, and where they are not served in that form. */
    Optional<Resource> resource(String uri) {
        boolean cimXml =
                uri.equals(Namespaces.CLASS_DECLARATIONS) && service.manners().has(Manner.CIM_XML_DECLARATIONS);
        boolean intrinsic = (uri.equals(Namespaces.INTRINSIC) || uri.startsWith(Namespaces.INTRINSIC + "/"))
                && service.manners().has(Manner.INTRINSIC_DECLARATIONS);
        return cimXml || intrinsic ? Optional.of(new Resource(uri, "", null, false)) : Optional.empty();
    }

    /** Whether a request is answered here; the exchange of an Enumerate is not, but its items are. */
    boolean serves(Request request) {
        boolean intrinsic = request.operation() == Operation.INVOKE
                && resource(request.resourceUri()).isPresent()
                && request.resourceUri().startsWith(Namespaces.INTRINSIC);
        return intrinsic || request.operation() == Operation.GET && isAddressedBy(request);
    }

    void answer(Request request, Answer answer) {
        if (request.operation() == Operation.GET) {
            String name = request.selectors().keys().getOrDefault("ClassName", "");
            write(answer.body(), required(name).name(), request);
        } else {
            intrinsic(request, answer);
        }
    }

    /** All classes, or the roots among them; the items are no instances but stand for the classes. */
    Selection select(Request request) {
        boolean deep = CimXmlOptions.of(request).subclasses();
        return Selection.of(() -> service.manners().has(Manner.CLASSES_NOT_LISTED)
                ? Stream.empty()
                : service.registry().classes().stream()
                        .filter(type -> deep || type.superclass().isEmpty())
                        .map(type -> CimInstance.of(type.name())));
    }

    /** Writes one class as CIM-XML with what the request's options ask for. */
    void write(XmlText xml, String className, Request request) {
        new CimXmlClassWriter(service.registry(), CimXmlOptions.of(request), xml).write(required(className));
    }

    private void intrinsic(Request request, Answer answer) {
        String uri = request.resourceUri();
        String method = Invocation.method(request);
        IntrinsicClassWriter writer = new IntrinsicClassWriter(uri, answer.body());
        if (method.equals("EnumerateClassNames") && uri.equals(Namespaces.INTRINSIC)) {
            boolean deep = "true".equalsIgnoreCase(request.selectors().keys().getOrDefault("DeepInheritance", "false"));
            writer.names(service.registry().classes().stream()
                    .filter(type -> deep || type.superclass().isEmpty())
                    .map(ManagedClass::name));
        } else if (method.equals("GetClass") && !uri.equals(Namespaces.INTRINSIC)) {
            writer.write(required(uri.substring(Namespaces.INTRINSIC.length() + 1)));
        } else {
            throw FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").exception();
        }
    }

    private ManagedClass required(String name) {
        return service.registry().find(name).orElseThrow(() -> Keys.notFound("The specified class does not exist."));
    }
}
