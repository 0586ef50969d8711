package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.protocol.ReferenceXml.Place;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** WS-Transfer: Get, Put, Create and Delete, of whole representations and of fragments. */
final class TransferOperations {
    private final Service service;

    TransferOperations(Service service) {
        this.service = service;
    }

    void get(ServiceRequest request, Resource resource, ReplyBuilder answer) {
        ManagedClass type = resource.required();
        CimInstance instance = Keys.find(type, Keys.of(type, request.selectors()));
        represent(request, resource, instance, answer);
    }

    void put(ServiceRequest request, Resource resource, ReplyBuilder answer) {
        ManagedClass type = resource.required();
        Map<String, String> keys = Keys.of(type, request.selectors());
        CimInstance before = Keys.find(type, keys);
        Optional<Fragment> fragment = Fragment.of(request);
        Element content = request.content().orElseThrow(() -> missing("The body is empty"));
        CimInstance after = type.put(
                keys,
                fragment.map(each -> each.replace(type, before, content, service.manners()))
                        .orElseGet(() -> representation(type, resource, content, before)));
        if (service.manners().has(ServerQuirk.PUT_ANSWERS_NOTHING)) {
            fragment.ifPresent(each -> each.writeHeader(answer.headers()));
        } else {
            represent(request, resource, after, answer);
        }
    }

    private CimInstance representation(ManagedClass type, Resource resource, Element content, CimInstance before) {
        CimInstance sent = RepresentationReader.representation(content, type, resource, service.manners());
        if (!service.manners().has(ServerQuirk.PUT_NULLS_OMITTED)) {
            return sent;
        }
        for (PropertyDeclaration property : type.properties()) {
            boolean omitted = sent.propertyName(property.name()).isEmpty();
            if (omitted && property.writable() && before.value(property.name()).isPresent()) {
                sent = sent.with(property.name(), null);
            }
        }
        return sent;
    }

    void create(ServiceRequest request, Resource resource, ReplyBuilder answer) {
        ManagedClass type = resource.required();
        if (Fragment.of(request).isPresent()) {
            throw FaultKind.UNSUPPORTED_FEATURE.fault("FragmentLevelAccess").exception();
        }
        Element content = request.content().orElseThrow(() -> missing("The body is empty"));
        CimInstance created = type.create(
                request.selectors().keys(),
                RepresentationReader.representation(content, type, resource, service.manners()));
        XmlText xml = answer.body().open(ServiceNamespaces.TRANSFER, "ResourceCreated");
        if (service.manners().has(ServerQuirk.WRAPPED_RESOURCE_CREATED)) {
            ReferenceXml.write(xml, service, resource, service.registry().referenceTo(created), Place.NEW);
        } else {
            ReferenceXml.writeContent(xml, service, resource, service.registry().referenceTo(created), Place.NEW);
        }
        xml.close();
    }

    void delete(ServiceRequest request, Resource resource) {
        ManagedClass type = resource.required();
        if (Fragment.of(request).isPresent()) {
            throw FaultKind.UNSUPPORTED_FEATURE.fault("FragmentLevelAccess").exception();
        }
        type.delete(Keys.existing(type, request.selectors()));
    }

    private void represent(ServiceRequest request, Resource resource, CimInstance instance, ReplyBuilder answer) {
        RepresentationWriter writer = new RepresentationWriter(service, resource);
        Optional<Fragment> fragment = Fragment.of(request);
        if (fragment.isPresent()) {
            fragment.get().writeHeader(answer.headers());
            fragment.get().write(answer.body(), service, resource, instance);
        } else {
            writer.write(answer.body(), instance);
        }
    }

    private static FaultException missing(String reason) {
        return RepresentationReader.invalid("MissingValues", reason);
    }
}
