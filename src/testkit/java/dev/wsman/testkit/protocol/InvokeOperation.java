package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.MethodResult;
import dev.wsman.testkit.model.ParameterDeclaration;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/**
 * Calls methods. The Action is the resource URI, a slash and the name of the method (MS-WSMV 3.1.4.1.32 and 4.1.4).
 */
final class InvokeOperation {
    private final ServiceSettings service;

    InvokeOperation(ServiceSettings service) {
        this.service = service;
    }

    static String method(ServiceRequest request) {
        return request.action().substring(request.resourceUri().length() + 1);
    }

    void invoke(ServiceRequest request, TargetResource resource, ReplyBuilder reply) {
        ManagedClass type = resource.required();
        String requested = method(request);
        String method = type.methods().stream()
                .filter(requested::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> FaultKind.ACTION_NOT_SUPPORTED
                        .fault("ActionMismatch")
                        .reason(type.name() + " has no method " + requested + ".")
                        .exception());
        SelectorSet selectors = request.selectors();
        Map<String, String> keys = selectors.keys().isEmpty() ? Map.of() : KeySelectors.existing(type, selectors);
        MethodResult result = type.invoke(method, keys, input(request, type, method));
        new RepresentationWriter(service, resource).output(reply.body(), method, result.out(), result.returnValue());
    }

    private CimInstance input(ServiceRequest request, ManagedClass type, String method) {
        String name = method + "_INPUT";
        Element content = request.content()
                .filter(element -> element.getLocalName().equalsIgnoreCase(name))
                .orElseThrow(() -> FaultKind.INVALID_PARAMETER
                        .fault("InvalidName")
                        .reason("The body is not " + name + ".")
                        .exception());
        if (!request.resourceUri().equalsIgnoreCase(content.getNamespaceURI())) {
            throw RepresentationReader.invalidNamespace(name + " is not in the namespace of the resource URI");
        }
        RepresentationReader.requireSameNamespace(content);
        CimInstance input = RepresentationReader.untyped(content);
        return service.quirks().has(ServerQuirk.CHARACTERS_AS_NUMBERS) ? withCharacters(input, type, method) : input;
    }

    /**
     * Converts parameters that are declared as characters and arrive as numbers. All other parameters remain text.
     */
    private static CimInstance withCharacters(CimInstance input, ManagedClass type, String method) {
        Map<String, Object> values = new LinkedHashMap<>(input.properties());
        type.methodDeclarations().stream()
                .filter(declared -> declared.name().equals(method))
                .flatMap(declared -> declared.parameters().stream())
                .map(ParameterDeclaration::declared)
                .filter(parameter -> parameter.type() == DataType.CHAR16)
                .forEach(parameter ->
                        values.computeIfPresent(parameter.name(), (name, value) -> numbered(parameter, value)));
        return CimInstance.of(input.className(), values);
    }

    private static Object numbered(PropertyDeclaration parameter, Object value) {
        try {
            return value instanceof List<?> all
                    ? all.stream()
                            .map(each -> RepresentationReader.numbered(String.valueOf(each)))
                            .toList()
                    : RepresentationReader.numbered(String.valueOf(value));
        } catch (IllegalArgumentException bad) {
            throw FaultKind.INVALID_PARAMETER
                    .fault("InvalidValue")
                    .reason(parameter.name() + " cannot be " + value + ".")
                    .exception();
        }
    }
}
