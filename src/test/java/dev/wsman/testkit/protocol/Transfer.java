package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimProperty;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.protocol.EndpointReferences.Place;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** WS-Transfer: Get, Put, Create and Delete, of whole representations and of fragments. */
final class Transfer {
    private final Service service;

    Transfer(Service service) {
        this.service = service;
    }

    void get(Request request, Resource resource, Answer answer) {
        ManagedClass type = resource.required();
        CimInstance instance = Keys.find(type, Keys.of(type, request.selectors()));
        represent(request, resource, instance, answer);
    }

    void put(Request request, Resource resource, Answer answer) {
        ManagedClass type = resource.required();
        Map<String, String> keys = Keys.of(type, request.selectors());
        CimInstance before = Keys.find(type, keys);
        Optional<Fragment> fragment = Fragment.of(request);
        Element content = request.content().orElseThrow(() -> missing("The body is empty"));
        CimInstance after = type.put(
                keys,
                fragment.map(each -> each.replace(type, before, content, service.manners()))
                        .orElseGet(() -> representation(type, resource, content, before)));
        if (service.manners().has(Manner.PUT_ANSWERS_NOTHING)) {
            fragment.ifPresent(each -> each.writeHeader(answer.headers()));
        } else {
            represent(request, resource, after, answer);
        }
    }

    private CimInstance representation(ManagedClass type, Resource resource, Element content, CimInstance before) {
        CimInstance sent = InstanceReader.representation(content, type, resource, service.manners());
        if (!service.manners().has(Manner.PUT_NULLS_OMITTED)) {
            return sent;
        }
        for (CimProperty property : type.properties()) {
            boolean omitted = sent.propertyName(property.name()).isEmpty();
            if (omitted && property.writable() && before.value(property.name()).isPresent()) {
                sent = sent.with(property.name(), null);
            }
        }
        return sent;
    }

    void create(Request request, Resource resource, Answer answer) {
        ManagedClass type = resource.required();
        if (Fragment.of(request).isPresent()) {
            throw FaultKind.UNSUPPORTED_FEATURE.fault("FragmentLevelAccess").exception();
        }
        Element content = request.content().orElseThrow(() -> missing("The body is empty"));
        CimInstance created = type.create(
                request.selectors().keys(), InstanceReader.representation(content, type, resource, service.manners()));
        XmlText xml = answer.body().open(Namespaces.TRANSFER, "ResourceCreated");
        if (service.manners().has(Manner.WRAPPED_RESOURCE_CREATED)) {
            EndpointReferences.write(xml, service, resource, service.registry().referenceTo(created), Place.NEW);
        } else {
            EndpointReferences.writeContent(
                    xml, service, resource, service.registry().referenceTo(created), Place.NEW);
        }
        xml.close();
    }

    void delete(Request request, Resource resource) {
        ManagedClass type = resource.required();
        if (Fragment.of(request).isPresent()) {
            throw FaultKind.UNSUPPORTED_FEATURE.fault("FragmentLevelAccess").exception();
        }
        type.delete(Keys.existing(type, request.selectors()));
    }

    private void represent(Request request, Resource resource, CimInstance instance, Answer answer) {
        InstanceWriter writer = new InstanceWriter(service, resource);
        Optional<Fragment> fragment = Fragment.of(request);
        if (fragment.isPresent()) {
            fragment.get().writeHeader(answer.headers());
            fragment.get().write(answer.body(), service, resource, instance);
        } else {
            writer.write(answer.body(), instance);
        }
    }

    private static FaultException missing(String reason) {
        return InstanceReader.invalid("MissingValues", reason);
    }
}
