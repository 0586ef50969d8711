package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.MethodResult;
import java.util.Map;
import org.w3c.dom.Element;

/** Method calls: the Action is the resource URI with the method's name (MS-WSMV 3.1.4.1.40, DSP0227 9). */
final class Invocation {
    private final Service service;

    Invocation(Service service) {
        this.service = service;
    }

    static String method(Request request) {
        return request.action().substring(request.resourceUri().length() + 1);
    }

    void invoke(Request request, Resource resource, Answer answer) {
        ManagedClass type = resource.required();
        String asked = method(request);
        String method = type.methods().stream()
                .filter(asked::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> FaultKind.ACTION_NOT_SUPPORTED
                        .fault("ActionMismatch")
                        .reason(type.name() + " has no method " + asked + ".")
                        .exception());
        Selectors selectors = request.selectors();
        Map<String, String> keys = selectors.keys().isEmpty() ? Map.of() : Keys.existing(type, selectors);
        MethodResult result = type.invoke(method, keys, input(request, method));
        new InstanceWriter(service, resource).output(answer.body(), method, result.out(), result.returnValue());
    }

    private static CimInstance input(Request request, String method) {
        String name = method + "_INPUT";
        Element content = request.content()
                .filter(element -> element.getLocalName().equalsIgnoreCase(name))
                .orElseThrow(() -> FaultKind.INVALID_PARAMETER
                        .fault("InvalidName")
                        .reason("The body is not " + name + ".")
                        .exception());
        return InstanceReader.untyped(content);
    }
}
